/** Where no line ends, and where a heading's words may: spaces that hold, hyphens, classes of the style. */
import { softenLong } from "./hyphens.ts";

const SPACE = "\u00a0";
const JOINER = "\u2060";

/** Longer words have no room in the narrowest heading, in letters. */
const LONGEST_IN_HEADING = 15;

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
