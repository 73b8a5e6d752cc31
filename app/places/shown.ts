/** Which numbers of a place may be seen. */

/** Below this a place's number is not shown, so that nobody can be picked out. */
export const SHOWN_FROM = 5;

/** The number when it may be shown, else null; also for nobody, so that one person makes no difference. */
export const shown = (count: number): number | null => (count >= SHOWN_FROM ? count : null);
