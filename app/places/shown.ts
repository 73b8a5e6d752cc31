/** Which numbers of a place may be seen. */

/** Below this a place's number is not shown, so that nobody can be picked out. */
export const SHOWN_FROM = 5;

/** The number when it may be shown, null where it is too small; nobody at all is no secret. */
export const shown = (count: number): number | null =>
  count === 0 || count >= SHOWN_FROM ? count : null;
