/** When a copy may leave: while the House is not in recess, and where it matters while the office is open. */
import { type Period, recessOn } from "../../members/recess.ts";
import { nextOpening } from "./pace.ts";

/** A legislature, as far as copies to its members leave by it. */
export interface House {
  timeZone: string;
  periods: readonly Period[];
}

const QUARTER = 15 * 60_000;
/** No clock on earth is further than this from UTC. */
const FURTHEST = 15 * 3_600_000;

const calendar = (timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone });

/** The moment at which a day, `YYYY-MM-DD`, begins there. */
function startOf(day: string, timeZone: string): Date {
  const dayOf = calendar(timeZone);
  let time = Date.parse(`${day}T00:00:00Z`) - FURTHEST;
  while (dayOf.format(time) < day) time += QUARTER;
  return new Date(time);
}

/** When the recess ends that there is; undefined where there is none. */
export function recessEnds(now: Date, { timeZone, periods }: House): Date | undefined {
  if (periods.length === 0) return undefined;
  const recess = recessOn(periods, calendar(timeZone).format(now));
  return recess && startOf(recess.until, timeZone);
}

/** `now` itself where a copy may leave, else the next moment at which one may. */
export function nextLeaving(now: Date, window: "any" | "office-hours", house: House): Date {
  for (let at = now; ;) {
    const sits = recessEnds(at, house) ?? at;
    const open = window === "any" ? sits : nextOpening(sits, house.timeZone);
    if (open.getTime() === at.getTime()) return at;
    at = open;
  }
}
