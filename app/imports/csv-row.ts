/** What a line of a table is: a row, the header again, a note below; and what is wrong with its cells. */
import { fold, type Line } from "./csv-table.ts";

/** Columns with their places in a line. */
type Places = readonly (readonly [column: string, at: number])[];

/** Two files put together by hand bring the header twice. */
export function repeatsHeader(line: Line, header: Line, columns: Places): boolean {
  return columns.every(([, at]) => fold(line.cells[at] ?? "") === fold(header.cells[at]!));
}

const noteWords =
  /^\W*(?:(?:grand |sub-?)?totals?|sum|count|average|mean|sources?|(?:foot)?notes?|copyright|contains|licen[cs]e|(?:last )?updated?|exported|generated|produced|prepared|see)\b|^[*†‡©[(]/i;

/**
 * Totals and footnotes have hardly any of the columns, no code where it belongs, and tell
 * themselves by a word or by standing apart. A row that was cut off does neither.
 * @param apart whether an empty row or another note stands above
 */
export function isNote(
  line: Line,
  columns: Places,
  required: readonly string[],
  apart: boolean,
): boolean {
  const cell = (name: string) =>
    line.cells[columns.find(([column]) => column === name)?.[1] ?? -1] ?? "";
  const filled = required.filter((name) => cell(name) !== "").length;
  if (filled * 2 >= required.length || /^[A-Z]?\d/i.test(cell(required[0] ?? ""))) return false;
  return apart || noteWords.test(line.cells.find((text) => text !== "") ?? "");
}

/** UTF-8 that was once read as Windows-1252 and saved: "Ã´" for "ô", "â€™" for "’". */
const misread = /[ÂÃÅ][\u0080-\u00bf‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™š›œ]|â€|\ufffd/;

/** What spreadsheets show for a formula that failed or a column too narrow. */
const failed = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|#+)$/i;

/**
 * @param width how many cells the header has
 * @returns what is wrong with a line whatever its columns mean, without its stop
 */
export function cellFault(line: Line, width: number, columns: Places): string | undefined {
  const { cells } = line;
  if (cells.length < width) return `has ${count(cells.length)}, the header has ${width}`;
  if (cells.slice(width).some((cell) => cell !== ""))
    return `has ${count(cells.findLastIndex((cell) => cell !== "") + 1)}, the header has ${width}`;
  for (const [column, at] of columns) {
    const cell = cells[at]!;
    if (cell.includes("\0")) return `${column} has zero bytes: the file is damaged`;
    if (misread.test(cell))
      return `${column} “${cell.slice(0, 40)}” was saved in a wrong encoding before; take the file anew from its source`;
    if (failed.test(cell)) return `${column} is ${cell}, a spreadsheet's failed formula`;
  }
  return undefined;
}

const count = (cells: number) => (cells === 1 ? "1 cell" : `${cells} cells`);
