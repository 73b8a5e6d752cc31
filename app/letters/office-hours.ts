/** When an office is open: Monday to Friday, 9:00 to 17:00 in its own time. */

const OPENS = 9;
const CLOSES = 17;
const QUARTER = 15 * 60_000;

/** `now` itself while the office is open, else the moment it opens next. @param timeZone an IANA name */
export function nextOpening(now: Date, timeZone: string): Date {
  if (isOpen(now, timeZone)) return now;
  // offices open on a quarter of an hour in every time zone there is
  let time = Math.ceil(now.getTime() / QUARTER) * QUARTER;
  while (!isOpen(new Date(time), timeZone)) time += QUARTER;
  return new Date(time);
}

function isOpen(time: Date, timeZone: string): boolean {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  const hour = Number(part("hour"));
  return !["Sat", "Sun"].includes(part("weekday")) && hour >= OPENS && hour < CLOSES;
}
