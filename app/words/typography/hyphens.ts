/** Soft hyphens in words that are too long for a line of a phone. */

const HYPHEN = "\u00ad";
/** Longer words have no room in a line of text there, in letters. */
const LONGEST = 20;
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
