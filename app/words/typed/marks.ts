/** Marks that nobody sees, which pages and programs put into what is copied from them. */

const plain = /^[\x20-\x7e]*$/;

/**
 * What a reader is shown nothing of (Unicode's Default_Ignorable_Code_Point: joiners, directions,
 * soft hyphens, variation selectors, tags), and the anchors of notes and objects. An override,
 * U+202E, does show: it turns the text after it around.
 */
const unseen = /(?!\u202e)[\p{DI}\ufff9-\ufffc]/gu;

const spaced = (text: string) => text.replace(/[\t\p{Z}\u2800]/gu, " ").trim();

/** The text without marks that nobody sees, its spaces of every kind as plain ones; none at its ends. */
export const withoutMarks = (text: string): string =>
  plain.test(text) ? text.trim() : spaced(text.replace(unseen, ""));

/** As above, but those that change the shape of a letter in some script. */
const shapeless =
  /(?![\u202e\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{DI}\ufff9-\ufffc]/gu;
/** A selector, or a letter with those that choose its form, which stay (`$1`). Older phones know no look-behind. */
const selectors =
  /[\u180b-\u180f]+|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+|(\p{Script=Mongolian}[\u180b-\u180f]*|\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?)/gu;
const joiners = /([\u200c\u200d])[\u200c\u200d]+/g;
/** After no letter. */
const looseJoiner = /(^|[^\p{L}\p{M}])[\u200c\u200d]/gu;
/** Before no letter. In Malayalam a joiner may end a word, where it makes a bare consonant (a chillu, `$1`). */
const lastJoiner =
  /([\u0d23\u0d28\u0d30\u0d32\u0d33]\u0d4d[\u200c\u200d])(?![\p{L}\p{M}])|[\u200c\u200d](?![\p{L}\p{M}])/gu;

/**
 * The same of a name: joiners stay between letters, for Persian, Sinhala and Malayalam are written with
 * them, and selectors after letters that have several forms (Mongolian, Chinese characters).
 */
export const withoutMarksInName = (text: string): string =>
  plain.test(text)
    ? text.trim()
    : spaced(
        text
          .replace(shapeless, "")
          .replace(selectors, "$1")
          .replace(joiners, "$1")
          .replace(looseJoiner, "$1")
          .replace(lastJoiner, "$1"),
      );

/** Full-width letters, digits and signs, as a keyboard for Chinese or Japanese writes them, as ASCII. */
export const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
