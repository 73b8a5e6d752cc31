/** Signs that a text tells of one constituent's case, which is nobody else's business. */

/** What was found: where somebody lives, how to ring them, who they are. */
export const caseworkSigns = ["postcode", "telephone", "constituent"] as const;
export type CaseworkSign = (typeof caseworkSigns)[number];

const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]?[ \u00a0]{0,2}\d[abd-hjlnp-uw-z]{2}\b/giu;
/** Of the Houses of Parliament: they stand below every member's letter. */
const OF_PARLIAMENT = /^sw1a(0aa|0pw|2tt|2jr)$/;

/** A British number, or one with a country before it: ten digits or more, in any groups. */
const TELEPHONE = /(?<![\d.])(?:\+|00|\(?0)\d?(?:[\s\u00a0().\-/]{0,3}\d){8,14}(?!\d)/gu;
/** Of the Houses of Parliament. */
const SWITCHBOARD = /^(?:0044|\+?44)?0?207(219|222)/;

/** A person as letters name one; bounded, so that no text takes long. */
const NAME = "\\p{Lu}[\\p{L}’'-]{1,40}(?:\\s{1,3}\\p{Lu}[\\p{L}’'.-]{0,40}){0,3}";
const TITLED = `(?:Mr|Mrs|Ms|Miss|Mx|Mstr|Master|Dr|Prof|Professor|Rev|Revd)\\.?[ \\u00a0]+${NAME}`;
const NAMING = [
  new RegExp(`\\b(${TITLED})`, "gu"),
  new RegExp(`\\b[Cc]onstituents?,?\\s+(?:(?:called|named|is|was)\\s+)?(${NAME})`, "gu"),
  new RegExp(`\\b(?:on behalf of|Dear|Annwyl)\\s+(${NAME})`, "gu"),
  new RegExp(`(${NAME}),?\\s+(?:who is\\s+)?(?:a|my|our|your)\\s+constituents?\\b`, "gu"),
];
/** What letters address or quote beside people. */
const NO_PERSON =
  /^(?:sir|madam|sirs|friends?|colleagues?|all|campaign(?:er)?s?|team|everyone|secretary|minister|prime|speaker|the|i|we|they|he|she|his|her|my|our)\b/i;

const bare = (text: string) => text.replace(/[^\p{L}\d+]/gu, "").toLowerCase();

/**
 * What in a text may be of one person's case, each sign once. It is a hint for somebody who reads:
 * what has none may still be private, and what has one may be the office's own address.
 * @param known names that are no constituents': the member's, and who signs for the campaign
 */
export function caseworkIn(text: string, known: readonly string[] = []): CaseworkSign[] {
  const own = known.flatMap((name) => name.split(/\s+/).map(bare)).filter((word) => word !== "");
  const isStranger = (name: string) => {
    const words = name.split(/\s+/).filter((word) => !/^(?:Mrs?|Ms|Miss|Mx|Dr)\.?$/u.test(word));
    return !NO_PERSON.test(words.join(" ")) && !words.some((word) => own.includes(bare(word)));
  };
  const found: Record<CaseworkSign, boolean> = {
    postcode: [...text.matchAll(POSTCODE)].some(([code]) => !OF_PARLIAMENT.test(bare(code))),
    telephone: [...text.matchAll(TELEPHONE)].some(([number]) => isTelephone(number)),
    constituent: NAMING.some((shape) =>
      [...text.matchAll(shape)].some(([, name]) => isStranger(name!)),
    ),
  };
  return caseworkSigns.filter((sign) => found[sign]);
}

function isTelephone(written: string): boolean {
  const digits = bare(written);
  return digits.replace(/\D/g, "").length >= 10 && !SWITCHBOARD.test(digits);
}
