/** Moments as they are typed: on the legislature's clock, as a browser's field for them has it. */
import { TIME_ZONE } from "../format.ts";

const clock = new Intl.DateTimeFormat("sv-SE", {
  ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  timeZone: TIME_ZONE,
});

/** `YYYY-MM-DDTHH:MM` (HTML, "local date and time"). */
export const localTime = (moment: Date): string => clock.format(moment).replace(" ", "T");

/**
 * @param typed as a browser sends it, or with a space in it; seconds are left out
 * @returns undefined for what is no time, and for one that the clocks leave out in spring; of one that
 *   comes twice in autumn the first
 */
export function readLocalTime(typed: string): Date | undefined {
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(typed.trim()) ?? [];
  if (!day || !time) return undefined;
  const wanted = `${day}T${time}`;
  const asUtc = Date.parse(`${wanted}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // a zone is ahead of the first candidate, or behind it, by what its clock then shows
  const offset = (moment: number) => Date.parse(`${localTime(new Date(moment))}:00Z`) - moment;
  const day24 = 86_400_000;
  const candidates = [asUtc - offset(asUtc - day24), asUtc - offset(asUtc + day24)];
  const found = candidates.find((moment) => localTime(new Date(moment)) === wanted);
  return found === undefined ? undefined : new Date(found);
}
