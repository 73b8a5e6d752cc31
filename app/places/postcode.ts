/** A UK postcode: how it is read from what people type, kept and shown. */
import { narrow, withoutMarks } from "../words/typed/marks.ts";

/**
 * The forms of a postcode: A9 9AA, A99 9AA, A9A 9AA, AA9 9AA, AA99 9AA, AA9A 9AA, without Q, V, X
 * first, I, J, Z second, I, L, O, Q, Z last in the outward half, C, I, K, M, O, V in the inward one;
 * GIR 0AA, and Newport's ended NPT 9AA, which the directory still lists. Source: Royal Mail, PAF
 * Programmers' Guide, and ONS, ONSPD User Guide; the outward half's last letter follows the
 * directory, whose ended postcodes (W1X, W1Y) use more letters than the guide lists.
 */
const form =
  /^(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKMNPR-Y\d]?\d[ABD-HJLNP-UW-Z]{2}|GIR0AA|NPT\d[A-Z]{2})$/;

/** A British Forces Post Office number, which stands where a postcode does. Source: gov.uk, BFPO. */
const forces = /^BFPO[1-9]\d{0,3}$/;

/**
 * Postcodes of Royal Mail's that lie outside the United Kingdom, where nobody votes for its House of
 * Commons, by how they begin, with their countries (ISO 3166-1). Source: Royal Mail, PAF Programmers'
 * Guide, for the Crown dependencies; Universal Postal Union, addressing guides, for the territories.
 */
const elsewhere = new Map([
  ["JE", "JE"],
  ["GY", "GG"],
  ["IM", "IM"],
  ["GX", "GI"],
  ["FIQQ", "FK"],
  ["STHL", "SH"],
  ["ASCN", "SH"],
  ["TDCU", "SH"],
  ["BBND", "IO"],
  ["BIQQ", "AQ"],
  ["SIQQ", "GS"],
  ["PCRN", "PN"],
  ["TKCA", "TC"],
]);
const territory = /^([A-Z]{4})1ZZ$/;

/** @param code in compact form @returns the country that it lies in where that is not the United Kingdom */
export const countryOfPostcode = (code: string): string | undefined =>
  elsewhere.get(territory.exec(code)?.[1] ?? code.slice(0, 2));

/** Whether it is that of a forces' address, which lies in no constituency: a BFPO number, or its postcode. */
export const isForces = (code: string): boolean => /^BF(?:PO)?\d/.test(code);

const isPostcode = (code: string) =>
  form.test(code) ||
  forces.test(code) ||
  (territory.test(code) && countryOfPostcode(code) !== undefined);

/** Longer than any, whatever is typed around and into it. */
const MAX_TYPED = 100;

/** In capitals without what separates; undefined where something else than ASCII remains. */
function compact(text: string): string | undefined {
  const typed = /^[A-Za-z0-9 ]*$/.test(text)
    ? text.replaceAll(" ", "")
    : narrow(withoutMarks(text.slice(0, MAX_TYPED + 1))).replace(/[\p{P}\p{S}\s]+/gu, "");
  // before the capitals, for a dotless i or a long s would become an ASCII letter by them
  return text.length <= MAX_TYPED && /^[A-Za-z0-9]*$/.test(typed) ? typed.toUpperCase() : undefined;
}

/**
 * @param text as typed: any case, and any spaces, dashes, stops and quotes anywhere
 * @returns the compact form in capitals that the table keeps, such as `SW1A1AA` or `BFPO57`;
 * undefined when it is no postcode by form. Nothing is corrected: `SWIA 1AA` is none.
 */
export function readPostcode(text: string): string | undefined {
  const code = compact(text);
  return code !== undefined && isPostcode(code) ? code : undefined;
}

/** @returns a compact code as people write it: `SW1A 1AA`, `BFPO 57` */
export function showPostcode(code: string): string {
  if (code.startsWith("BFPO")) return `BFPO ${code.slice(4)}`;
  return `${code.slice(0, -3)} ${code.slice(-3)}`;
}
