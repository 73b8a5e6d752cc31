/** A UK postcode: how it is read from what people type, kept and shown. */

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
 * @param text as typed: any case, spaces anywhere
 * @returns the compact form in capitals that the table keeps, such as `SW1A1AA` or `BFPO57`;
 * undefined when it is no UK postcode by form. Nothing is corrected: `SWIA 1AA` is none.
 */
export function readPostcode(text: string): string | undefined {
  const compact = text.replace(/\s+/g, "");
  // before the capitals, for a dotless i or a long s would become an ASCII letter by them
  if (!/^[A-Za-z0-9]{5,8}$/.test(compact)) return undefined;
  const code = compact.toUpperCase();
  return form.test(code) || forces.test(code) ? code : undefined;
}

/** @returns a compact code as people write it: `SW1A 1AA`, `BFPO 57` */
export function showPostcode(code: string): string {
  if (code.startsWith("BFPO")) return `BFPO ${code.slice(4)}`;
  return `${code.slice(0, -3)} ${code.slice(-3)}`;
}
