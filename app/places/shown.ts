/** Which numbers of a place may be seen. */

/** Below this a place's number is not shown, so that nobody can be picked out. */
export const SHOWN_FROM = 5;

/** The number when it may be shown, else null; also for nobody, so that one person makes no difference. */
export const shown = (count: number): number | null => (count >= SHOWN_FROM ? count : null);

/** Of a demand's number in a place, which may be shown or not: of 1. */
export const shareOf = (count: number | null, electorate: number | null): number | null =>
  count !== null && electorate ? count / electorate : null;

/**
 * Of the numbers of several demands in one place: those that may be shown, added up, for with the others in
 * the sum these could be worked out. Null where there is none.
 */
export function sumShown(counts: Iterable<number>): number | null {
  let sum = 0;
  for (const count of counts) sum += shown(count) ?? 0;
  return shown(sum);
}

/** How a share stands beside the average one: within a tenth they are about the same. */
export function besideAverage(share: number, average: number): "above" | "about" | "below" {
  if (share > average * 1.1) return "above";
  return share < average * 0.9 ? "below" : "about";
}
