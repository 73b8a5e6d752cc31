/** When copies leave: how many are due at a moment, and when the office is open that reads them. */

/** Copies in one transaction. */
export const MOST_AT_ONCE = 500;

/** Whoever comes later than this, in milliseconds, comes after a standstill. */
const LATE = 5_000;

const intervalOf = (perHour: number) => 3_600_000 / perHour;

/**
 * How many copies are due and when the next one is; after a standstill the pace goes on as if no time
 * had passed.
 * @param perHour copies an hour
 * @param next when the next one was due, not after `now`
 */
export function paced(perHour: number, next: Date, now: Date): { count: number; nextAt: Date } {
  const interval = intervalOf(perHour);
  const late = now.getTime() - next.getTime();
  const from = late > LATE ? now.getTime() : next.getTime();
  const count = Math.min(Math.floor((now.getTime() - from) / interval) + 1, MOST_AT_ONCE);
  return { count, nextAt: new Date(from + count * interval) };
}

/** In milliseconds; with a second's worth of copies in the outbox some of them have not left yet. */
const UNDER_WAY = 2_000;

/** How many copies may be in the outbox at most: more wait behind what the provider does not take. */
export const mostUnderWay = (perHour: number): number =>
  Math.max(3, Math.ceil(UNDER_WAY / intervalOf(perHour)));

/**
 * Whether a copy is due. A next one that is further off than any can be was set by a clock that has
 * been put back since.
 */
export function isDue(perHour: number, next: Date, now: Date): boolean {
  return next <= now || next.getTime() > now.getTime() + intervalOf(perHour) + LATE;
}

// an office is open Monday to Friday, 9:00 to 17:00 in its own time
const OPENS = 9;
const CLOSES = 17;
const QUARTER = 15 * 60_000;

export const isOfficeOpen = (now: Date, timeZone: string): boolean =>
  isOpen(now, weekHours(timeZone));

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
