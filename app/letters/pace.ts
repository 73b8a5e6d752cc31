/** A letter's pace: how many copies are due at a moment. */

/** Copies in one transaction. */
export const MOST_AT_ONCE = 500;

/**
 * How many copies are due and when the next one is; after a standstill a minute's worth at most.
 * @param perHour copies an hour
 * @param next when the next one was due, not after `now`
 */
export function paced(perHour: number, next: Date, now: Date): { count: number; nextAt: Date } {
  const interval = 3_600_000 / perHour;
  const due = Math.floor((now.getTime() - next.getTime()) / interval) + 1;
  const minute = Math.max(1, Math.floor(60_000 / interval));
  const count = Math.min(due, minute, MOST_AT_ONCE);
  const from = due > minute ? now.getTime() - (count - 1) * interval : next.getTime();
  return { count, nextAt: new Date(from + count * interval) };
}
