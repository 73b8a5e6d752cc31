/** What may be told of regions, whose places with few signatures are not to be worked out from it. */
import { SHOWN_FROM } from "./shown.ts";

export interface RegionCounts {
  /** Signatures of its places that are shown. */
  shown: number;
  /** Of those that are not. */
  hidden: number;
  /** How many places are not shown, those of nobody among them. */
  hiddenPlaces: number;
}

/** The most that a place which is not shown can have. */
const MOST = SHOWN_FROM - 1;

/** Whether the sum over places that are not shown leaves the number of each of them open. */
const isVague = (sum: number, places: number): boolean => places > 1 && sum < MOST * places;

/**
 * The total of each region. Where it would tell the number of a small place, of the only one or of all that
 * have the most that such places can, it is the sum of what is shown. What is left out of some regions can
 * be worked out from the country's total, and where that would be a single place's number, the region with the
 * fewest in small places leaves them out as well.
 * @param regions in any order
 * @returns their totals, in that order
 */
export function regionTotals(regions: readonly RegionCounts[]): number[] {
  const whole = regions.map(({ hidden, hiddenPlaces }) => isVague(hidden, hiddenPlaces));
  const left = regions.filter((_, index) => !whole[index]);
  const places = left.reduce((all, { hiddenPlaces }) => all + hiddenPlaces, 0);
  const hidden = left.reduce((all, one) => all + one.hidden, 0);
  if (places > 0 && !isVague(hidden, places)) {
    const fewest = regions
      .map(({ hidden }, index) => ({ hidden, index }))
      .filter(({ index }) => whole[index])
      .toSorted((a, b) => a.hidden - b.hidden)[0];
    if (fewest) whole[fewest.index] = false;
  }
  return regions.map(({ shown, hidden }, index) => (whole[index] ? shown + hidden : shown));
}
