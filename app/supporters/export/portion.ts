/** How an export goes through its people: by key, some hundreds at a time, so that memory stays flat. */

/** People in one transaction. */
export const PORTION = 500;

/** Before every key. */
export const FIRST: Buffer = Buffer.alloc(0);

/** An id as it stands in a file; with a letter before it no spreadsheet takes it for a number. */
export const spellId = (id: Buffer): string => `s${id.toString("hex")}`;
