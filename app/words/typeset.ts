/** Where a line may end: soft hyphens in words too long for a phone, spaces that hold what belongs together. */

const HYPHEN = "\u00ad";
const SPACE = "\u00a0";
const JOINER = "\u2060";

/** Longer words have no room in a line of text, or of a heading, on the narrowest phone. */
const LONGEST = 20;
const LONGEST_IN_HEADING = 15;
/** Letters that stay together at either end of a word. */
const END = 3;

/** The consonants between two vowels. */
const BETWEEN = (() => {
  const vowels = "аеєиіїоуюяёыэәөүұaeiouyáâäéêèëíîïóôöúûüýŵŷ";
  return new RegExp(`(?<=[${vowels}])[^${vowels}]+(?=[${vowels}])`, "giu");
})();
/** Those that begin a syllable together, or are one sound; else it is the last one, if it has a sound. */
const ONSET =
  /(?:[бвгґдзкпстфхш][рл]|д[жз]|sch[lmnrw]?|s?[ptck][rl]|[cstpgw]h|s[ptkmnlw]|[bdfg]r|[bfg]l|tw|ck|dd|ff|ll|[^ьъ’'ʼ])$/iu;

/**
 * A syllable begins with the last consonant before a vowel: a rule of Ukrainian, Russian and Kazakh
 * spelling. In Latin script it is right between two consonants; a single one is left alone, for
 * there it would be right every other time.
 */
function breaksOf(word: string): number[] {
  const isLatin = /\p{Script=Latin}/u.test(word);
  const found: number[] = [];
  for (const { 0: run, index } of word.matchAll(BETWEEN)) {
    const onset = ONSET.exec(run)?.[0] ?? "";
    const at = index + run.length - onset.length;
    if (isLatin && onset.length === run.length) continue;
    if (at >= END && word.length - at >= END) found.push(at);
  }
  return found;
}

/** Words of letters alone, but what is part of an address, which is copied as it stands. */
const WORD = /(?<![\p{L}\p{M}\p{N}@./:_=])\p{L}[\p{L}\p{M}’'ʼ]+(?![\p{L}\p{M}@/_=]|\.\p{L})/gu;

/** Words that a line of a phone has no room for may part; all others stay whole. @param longest in letters */
export const softenLong = (text: string, longest = LONGEST): string =>
  text.replace(WORD, (word) => {
    if (word.length <= longest) return word;
    let parts = "";
    let from = 0;
    for (const at of breaksOf(word)) {
      parts += word.slice(from, at) + HYPHEN;
      from = at;
    }
    return parts + word.slice(from);
  });

/** No line ends after a Cyrillic word of one letter, before a dash, or between a number and its ending or what it counts. */
export const glue = (text: string): string =>
  text
    .replace(/(?<![\p{L}\p{N}])([а-яёіїєґәғқңөұүһ]) (?=\S)/giu, `$1${SPACE}`)
    .replace(/(\d) (?=\p{Script=Cyrillic})/gu, `$1${SPACE}`)
    .replace(/(\p{Script=Cyrillic}\S*) ([—–] )/gu, `$1${SPACE}$2`)
    .replace(/(\d-)(?=\p{Script=Cyrillic})/gu, `$1${JOINER}`);

/** The same for every sentence of a language, those that are made of numbers and names too. */
export function glueAll<Sentences>(sentences: Sentences): Sentences {
  const glued = (one: unknown): unknown => {
    if (typeof one === "string") return glue(one);
    if (typeof one === "function")
      return (...given: unknown[]) => glued((one as (...given: unknown[]) => unknown)(...given));
    if (Array.isArray(one)) return one.map(glued);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, glued(value)]));
  };
  return glued(sentences) as Sentences;
}

/** A heading, or the head of a column. */
export const typeset = (text: string): string =>
  softenLong(glue(text).replace(/(\d) (?=\p{L})/gu, `$1${SPACE}`), LONGEST_IN_HEADING);

/** The most letters that a heading has room for in one line of a desk's screen. */
const LONGEST_WHOLE = 25;

/** Classes of the style for a heading that is long, or has a long word. */
export function lengthOf(text: string): string | undefined {
  const longest = Math.max(...text.split(/[^\p{L}\p{M}’'ʼ]+/u).map(({ length }) => length));
  const isParted = longest > LONGEST_IN_HEADING && longest <= LONGEST_WHOLE;
  const word = isParted ? "longest" : longest > 13 ? "longer" : longest > 10 ? "long" : undefined;
  return (
    [word && `${word}-word`, text.length > 40 && "long-text"].filter(Boolean).join(" ") || undefined
  );
}
