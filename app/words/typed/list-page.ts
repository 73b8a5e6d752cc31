/** Long lists by the page. */

/** So many rows are at most ten screens of a phone. */
export const PAGE_ROWS = 50;

/** @returns the number of a page, from 1 on; 1 for what is none */
export const readPage = (typed: string): number =>
  /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : 1;
