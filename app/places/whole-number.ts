/** A whole number as files hold it: grouped by thousands, or with a fraction of nothing. */

/** Thousands stand apart by one sign throughout: comma, point, apostrophe or any space. */
const form = /^(-?\d{1,3}([,.'’\s])\d{3}(?:\2\d{3})*|-?\d+)(?:[.,]0+)?$/;

/**
 * @param text such as `73250`, `73,250`, `73 250`, `73250.0`
 * @returns undefined when it is no whole number, or one of more than nine digits
 */
export function readWholeNumber(text: string): number | undefined {
  const digits = form.exec(text.trim())?.[1]?.replace(/[^\d-]/g, "");
  return digits !== undefined && /^-?\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
