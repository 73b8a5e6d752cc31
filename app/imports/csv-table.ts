/** Finds the table in the text of a CSV file: what separates its cells, and which line is the header. */
import { parse } from "csv-parse/sync";

import type { ColumnNames, CsvFound } from "./csv-found.ts";

/** A row's cells, and the line at which it begins. */
export interface Line {
  line: number;
  cells: string[];
}

interface Table {
  delimiter: CsvFound["delimiter"];
  header: Line;
  /** Below the header. */
  body: Line[];
  /** Per wanted column its place in a row; -1 where it is missing. */
  places: Map<string, number>;
}

const delimiters = [",", ";", "\t", "|"] as const;
/** A header further down than this is none. */
const longestPreamble = 60;

/**
 * The delimiter is the one by which a header names the most of the wanted columns; the header is
 * the first line that names all those required, else the one that names the most.
 * @param text with `\n` as its only line end
 * @param required columns, of the wanted ones
 * @returns undefined when no line names a column; a header that lacks some is given
 * @throws SyntaxError in words when a quote does not close
 */
export function findTable(
  text: string,
  wanted: readonly string[],
  required: readonly string[],
  names: ColumnNames,
): Table | undefined {
  const told = /^"?sep=(.)/i.exec(text)?.[1];
  const table = told === undefined ? text : text.replace(/^[^\n]*/, "");
  let best: (Omit<Table, "body"> & { score: number }) | undefined;
  for (const delimiter of delimiters.toSorted((a, b) => Number(b === told) - Number(a === told))) {
    for (const header of beginning(table, delimiter)) {
      const places = findColumns(header.cells, wanted, names);
      const named = (columns: readonly string[]) =>
        columns.filter((column) => places.get(column) !== -1).length;
      const whole = named(required) === required.length;
      const score = named(wanted) + (whole ? wanted.length : 0);
      if (score > (best?.score ?? 0)) best = { delimiter, header, places, score };
      if (whole) break;
    }
  }
  if (!best) {
    const unwrapped = unwrapLines(table);
    return unwrapped === table ? undefined : findTable(unwrapped, wanted, required, names);
  }
  const { delimiter, header, places } = best;
  const body = split(table, delimiter).filter(({ line }) => line > header.line);
  return { delimiter, header, places, body };
}

/** A spreadsheet that found one column only writes each line as one cell in quotes. */
function unwrapLines(text: string): string {
  const lines = split(text, ",");
  const wrapped = lines.every(({ cells }) => cells.slice(1).every((cell) => cell === ""));
  return wrapped ? lines.map(({ cells }) => cells[0]).join("\n") : text;
}

/** @returns the cells of the first line that has any, for the telling of what a file is */
export function firstCells(text: string): string[] {
  const ways = delimiters.map(
    (delimiter) =>
      beginning(text, delimiter).find(({ cells }) => cells.some((cell) => fold(cell) !== ""))
        ?.cells ?? [],
  );
  return ways.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function findColumns(cells: readonly string[], wanted: readonly string[], names: ColumnNames) {
  const folded = cells.map(fold);
  return new Map(
    wanted.map((column) => {
      const known = [column, ...(names[column] ?? [])].map(fold);
      const header = known.find((name) => folded.includes(name));
      return [column, header === undefined ? -1 : folded.indexOf(header)];
    }),
  );
}

/** Headers are compared by their letters and digits: no capitals, spaces, signs or line breaks. */
export function fold(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The first lines, up to one that cannot be read: in a wrong delimiter's eyes quotes need not close. */
function beginning(text: string, delimiter: string): Line[] {
  const lines: Line[] = [];
  try {
    split(text, delimiter, lines, longestPreamble);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return lines;
}

/** @param lines is filled */
function split(text: string, delimiter: string, lines: Line[] = [], most = -1): Line[] {
  let last = 0;
  try {
    parse(text, {
      delimiter,
      to: most,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      on_record: (cells: string[], { lines: end }) => {
        lines.push({ line: last + 1, cells: cells.map(clean) });
        last = end;
        return null;
      },
    });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new SyntaxError(
      code === "CSV_QUOTE_NOT_CLOSED"
        ? `a quote that opens in or below line ${last + 1} does not close`
        : code === "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE"
          ? `line ${last + 1} has text after a closing quote`
          : message,
      { cause: error },
    );
  }
  return lines;
}

/** Marks of direction and width that are copied along with text from pages and documents. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What spreadsheets put around a value to keep it text is no part of it: `'E14…`, `="E14…"`. */
function clean(cell: string): string {
  return cell
    .replace(invisible, "")
    .trim()
    .replace(/^="(.*)"$/s, "$1")
    .replace(/^['‘’](?=\S*[\d@]\S*$)/, "")
    .trim();
}
