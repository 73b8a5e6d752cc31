/** The marks of a list gone wrong in a spreadsheet: too many changed, or a value filled down. */

/** More than 5 % at once, and more than a handful, mean a broken list and not the news. */
export const tooMany = (number: number, of: number): boolean => number > Math.max(3, 0.05 * of);

/** More of one kind than chance and honest corrections bring. */
export const chance = 5;

/** Two may share something, as an office; three mean that it was filled down. */
const mostSharing = 2;

/** One row of a list, and where a person finds it. */
export interface Marked {
  /** `line 12`, or whom it is about. */
  at: string;
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

/** `line 2, line 3, line 4, …` */
export function threeOf(rows: readonly Marked[]): string {
  return `${rows
    .slice(0, 3)
    .map(({ at }) => at)
    .join(", ")}${rows.length > 3 ? ", …" : ""}`;
}
