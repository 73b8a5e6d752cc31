/** A clock that runs 40 times as fast, the same in every process. */
const start = Date.UTC(2026, 0, 1);

export const fastClock = (): Date => new Date(start + (Date.now() - start) * 40);
