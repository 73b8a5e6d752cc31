/** The marks of a list gone wrong in a spreadsheet: filled down, shifted, one column sorted alone. */

/** More than 5 % at once, and more than a handful, mean a broken list and not the news. */
export const tooMany = (number: number, of: number): boolean => number > Math.max(3, 0.05 * of);

/** More of one kind than chance and honest corrections bring. */
const chance = 5;

/** Two may share something, as an office; three mean that it was filled down. */
const mostSharing = 2;

/** One row of a list, and where a person finds it. */
export interface Marked {
  /** `line 12`, or whom it is about. */
  at: string;
}

/** A value of one column or field beside the one that its row's identity had before. */
export interface Moving extends Marked {
  before: string | undefined;
  now: string | undefined;
}

/**
 * @param say the sentence about a value that is there `number` times
 * @param most rows that may share a value
 * @returns a sentence for each value that more rows have
 */
export function filledDown<Row extends Marked>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | undefined,
  say: (value: string, number: number) => string,
  most = mostSharing,
): string[] {
  const groups = Map.groupBy(rows, (row) => valueOf(row)?.toLowerCase());
  return [...groups]
    .filter(([value, sharing]) => value !== undefined && sharing.length > most)
    .map(([, sharing]) => `${say(valueOf(sharing[0]!)!, sharing.length)} (${threeOf(sharing)}).`);
}

/**
 * @param what in the plural: "names"
 * @returns a sentence where values are somebody else's than before, as when one column was sorted alone
 */
export function movedAbout(rows: readonly Moving[], what: string): string[] {
  const before = new Map(
    rows.flatMap((row) => (row.before === undefined ? [] : [[row.before.toLowerCase(), row]])),
  );
  const moved = rows.filter(({ now, ...row }) => {
    const old = now === undefined ? undefined : before.get(now.toLowerCase());
    return old && old.at !== row.at && row.before?.toLowerCase() !== now!.toLowerCase();
  });
  return moved.length > chance
    ? [
        `${moved.length} ${what} stand where another had them before, as if one column was sorted or shifted alone (${threeOf(moved)}).`,
      ]
    : [];
}

/** A person or place, with the words that tell them from others and the text that ought to have them. */
export interface Labelled extends Marked {
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

/** `line 2, line 3, line 4, …` */
export function threeOf(rows: readonly Marked[]): string {
  return `${rows
    .slice(0, 3)
    .map(({ at }) => at)
    .join(", ")}${rows.length > 3 ? ", …" : ""}`;
}
