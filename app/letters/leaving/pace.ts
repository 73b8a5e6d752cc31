/** When copies leave: how many are due at a moment, and whether the office is open that reads them. */

/** Copies in one transaction. */
export const MOST_AT_ONCE = 500;

/**
 * How many copies are due and when the next one is; after a standstill a minute's worth at most.
 * @param perHour copies an hour
 * @param next when the next one was due, not after `now`
 */
export function paced(perHour: number, next: Date, now: Date): { count: number; nextAt: Date } {
  const interval = 3_600_000 / perHour;
  const due = Math.floor((now.getTime() - next.getTime()) / interval) + 1;
  const minute = Math.max(1, Math.floor(60_000 / interval));
  const count = Math.min(due, minute, MOST_AT_ONCE);
  const from = due > minute ? now.getTime() - (count - 1) * interval : next.getTime();
  return { count, nextAt: new Date(from + count * interval) };
}

// an office is open Monday to Friday, 9:00 to 17:00 in its own time
const OPENS = 9;
const CLOSES = 17;
const QUARTER = 15 * 60_000;

/** `now` itself while the office is open, else the moment it opens next. @param timeZone an IANA name */
export function nextOpening(now: Date, timeZone: string): Date {
  const clock = weekHours(timeZone);
  if (isOpen(now, clock)) return now;
  // offices open on a quarter of an hour in every time zone there is
  let time = Math.ceil(now.getTime() / QUARTER) * QUARTER;
  while (!isOpen(new Date(time), clock)) time += QUARTER;
  return new Date(time);
}

const weekHours = (timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    hourCycle: "h23",
  });

/** @param clock tells the office's weekday and hour */
function isOpen(time: Date, clock: Intl.DateTimeFormat): boolean {
  const parts = clock.formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  const hour = Number(part("hour"));
  return !["Sat", "Sun"].includes(part("weekday")) && hour >= OPENS && hour < CLOSES;
}
