/** Since when constituencies exist. */

/**
 * All 650 seats of the 2023 review began on the day after the Parliament before it was dissolved, those too
 * whose boundaries and codes stayed. Sources: Members API, `startDate` of a constituency; ONS, Register of
 * Geographic Codes.
 */
const REVIEW_OF_2023 = "2024-05-31";

const codesOf2023 = [
  ["E14001063", "E14001605"],
  ["N05000001", "N05000018"],
  ["S14000021", "S14000021"],
  ["S14000027", "S14000027"],
  ["S14000045", "S14000045"],
  ["S14000048", "S14000048"],
  ["S14000051", "S14000051"],
  ["S14000060", "S14000111"],
  ["W07000081", "W07000112"],
] as const;

/** @returns the first day, `YYYY-MM-DD`, of the constituency with this GSS code; null where it is not known */
export const firstDayOf = (code: string): string | null =>
  codesOf2023.some(([first, last]) => first <= code && code <= last) ? REVIEW_OF_2023 : null;
