/** When a legislature is in recess, by a table of its periods; a day that no table tells of is none. */

/** Days are `YYYY-MM-DD`, and both are part of it. */
export interface Period {
  from: string;
  to: string;
  kind: "sitting" | "recess";
}

export interface Recess {
  /** The first day on which it sits again, as far as is known. */
  until: string;
}

const covers = ({ from, to }: Period, day: string) => from <= day && day <= to;

function dayAfter(day: string): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + 1);
  return time.toISOString().slice(0, 10);
}

/**
 * A recess that is listed is one; so is what lies between two sittings that are listed. Before the first and after the
 * last of them nothing is known, and a legislature without a table is never in recess.
 */
export function recessOn(periods: readonly Period[], day: string): Recess | undefined {
  let until = day;
  for (let next = nextOpen(periods, until); next; next = nextOpen(periods, until)) until = next;
  return until === day ? undefined : { until };
}

/** @returns a later day for one on which it does not sit; undefined for one on which it may */
function nextOpen(periods: readonly Period[], day: string): string | undefined {
  const recess = periods.find((one) => one.kind === "recess" && covers(one, day));
  if (recess) return dayAfter(recess.to);
  const sittings = periods.filter(({ kind }) => kind === "sitting");
  const hasBegun = sittings.some(({ from }) => from <= day);
  if (!hasBegun || sittings.some((one) => covers(one, day))) return undefined;
  const [next] = sittings
    .map(({ from }) => from)
    .sort()
    .filter((from) => from > day);
  return next;
}
