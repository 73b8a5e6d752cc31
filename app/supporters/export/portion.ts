/** How an export goes through its people: by key, some hundreds at a time, so that memory stays flat. */

/** People in one transaction. */
export const PORTION = 500;

/** Before every key. */
export const FIRST: Buffer = Buffer.alloc(0);
