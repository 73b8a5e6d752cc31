/** What is wrong with what was typed for a postcode, so that it can be said. */
import { readPostcode } from "./postcode.ts";

export type PostcodeProblem =
  | "postcode-form"
  /** Its first half, or all but its end. */
  | "postcode-part"
  /** I, L or O in the place of 1 or 0, or the other way round. */
  | "postcode-digits"
  /** Letters or digits of another script. */
  | "postcode-letters"
  | "postcode-eircode";

const part = /^(?:[A-Z]{1,2}|[A-Z]{1,2}\d[A-Z\d]?(?:\d[A-Z]?)?|BFPO)$/;

/** A routing key and a unique identifier. Source: Eircode, Product Guide. */
const eircode = /^(?:[AC-FHKNPRTV-Y]\d\d|D6W)[AC-FHKNPRTV-Y\d]{4}$/;

/** What one of them is taken for. */
const alike: Readonly<Record<string, string>> = { I: "1", L: "1", O: "0", "1": "I", "0": "O" };

/** @param text as typed, which `readPostcode` does not take */
export function postcodeProblem(text: string): PostcodeProblem {
  if (/(?!\p{ASCII})[\p{L}\p{N}]/u.test(text.normalize("NFKC"))) return "postcode-letters";
  const code = text
    .normalize("NFKC")
    .replace(/[^A-Za-z0-9]+/g, "")
    .toUpperCase();
  if (hasAlike(code)) return "postcode-digits";
  if (part.test(code)) return "postcode-part";
  return eircode.test(code) ? "postcode-eircode" : "postcode-form";
}

/** Whether some of the letters and digits that look alike, taken for each other, make a postcode of it. */
function hasAlike(code: string, from = 0): boolean {
  // no postcode is longer, so that few ways are tried
  if (code.length > 8) return false;
  for (let at = from; at < code.length; at++) {
    const other = alike[code[at]!];
    if (other === undefined) continue;
    const changed = code.slice(0, at) + other + code.slice(at + 1);
    if (readPostcode(changed) !== undefined || hasAlike(changed, at + 1)) return true;
  }
  return false;
}
