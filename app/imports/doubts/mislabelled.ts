/** The mark of a column that was shifted in the first list of all: labels name another row's person. */
import { chance, type Marked, threeOf } from "./marks.ts";

/** A person or place, with the words that tell them from others and the text that ought to have them. */
interface Labelled extends Marked {
  words: readonly string[];
  label: string | undefined;
}

/**
 * Looks whether labels, such as addresses, name another row's person and not their own. In the public
 * list of members 639 of 646 addresses name their member and none another; shifted by one row, 494 do.
 * @returns a sentence where more do than chance brings
 */
export function mislabelled(rows: readonly Labelled[], what: string): string[] {
  const wordsOf = rows.map(({ words }) => new Set(words.flatMap(wordsIn)));
  const ownerOf = new Map<string, number | "several">();
  wordsOf.forEach((words, index) => {
    for (const word of words) ownerOf.set(word, ownerOf.has(word) ? "several" : index);
  });
  const wrong = rows.filter(({ label }, index) => {
    if (label === undefined) return false;
    const words = wordsIn(label);
    const whole = words.join("");
    if ([...wordsOf[index]!].some((word) => whole.includes(word))) return false;
    return words.some((word) => typeof ownerOf.get(word) === "number");
  });
  return wrong.length > chance
    ? [
        `${wrong.length} ${what} name another member than the one in their row, as if one column was sorted or shifted alone (${threeOf(wrong)}).`,
      ]
    : [];
}

/** Words of three letters or digits and more, without accents. */
function wordsIn(text: string): string[] {
  const plain = text
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
}
