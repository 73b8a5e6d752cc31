/** A moment as it is typed: on the clock of the legislature, whatever that of the one who types. */
import { TIME_ZONE } from "../format.ts";

const HOUR = 3_600_000;

const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: TIME_ZONE,
  dateStyle: "short",
  timeStyle: "short",
});

/** As a field of the type `datetime-local` holds it, such as "2026-03-04T11:00"; "" for none. */
export const typedMoment = (moment: Date | null): string =>
  moment === null ? "" : clock.format(moment).replace(" ", "T");

/**
 * `odd`: no time of the calendar. `gap`: left out that night, as clocks go forward. Of a time that comes
 * twice as clocks go back the second is meant, so that nobody is late.
 */
export type ReadMoment = { at: Date } | { problem: "odd" | "gap" };

/** @param typed "2026-03-04T11:00", a space in place of the T, seconds left out of account */
export function readMoment(typed: string): ReadMoment {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2})?$/.exec(typed.trim());
  if (!match) return { problem: "odd" };
  const wall = `${match[1]}T${match[2]}`;
  const asUtc = new Date(`${wall}Z`);
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(wall))
    return { problem: "odd" };
  // a zone's offset is less than a day, and changes at most once within two
  const offsets = [-24, 24].map((hours) => offsetAt(new Date(asUtc.getTime() + hours * HOUR)));
  const moments = offsets
    .map((offset) => new Date(asUtc.getTime() - offset))
    .filter((moment) => typedMoment(moment) === wall);
  const latest = Math.max(...moments.map(Number));
  return moments.length === 0 ? { problem: "gap" } : { at: new Date(latest) };
}

const offsetAt = (moment: Date) =>
  Date.parse(`${typedMoment(moment)}Z`) - Math.floor(moment.getTime() / 60_000) * 60_000;
