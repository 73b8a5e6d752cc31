/** Reads a posted form: strictly, for a lenient decoder puts other characters in the place of what it cannot read. */
import { isUtf8 } from "node:buffer";

/**
 * @param body of the type application/x-www-form-urlencoded
 * @returns undefined where its bytes, or those that its escapes stand for, are no UTF-8, or a `%` begins
 *   no escape: no browser sends that, and what was meant would be a guess
 */
export function decodeForm(body: Buffer): URLSearchParams | undefined {
  if (!isUtf8(body)) return undefined;
  const text = body.toString();
  try {
    decodeURIComponent(text);
  } catch {
    return undefined;
  }
  return new URLSearchParams(text);
}
