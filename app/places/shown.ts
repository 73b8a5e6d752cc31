/** Which numbers of a place may be seen. */

/** Below this a place's number is not shown, so that nobody can be picked out. */
export const SHOWN_FROM = 5;

/** The number when it may be shown, else null; also for nobody, so that one person makes no difference. */
export const shown = (count: number): number | null => (count >= SHOWN_FROM ? count : null);

/** Of a demand's number in a place, which may be shown or not: of 1. */
export const shareOf = (count: number | null, electorate: number | null): number | null =>
  count !== null && electorate ? count / electorate : null;
