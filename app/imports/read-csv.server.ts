/** Reads a small CSV file whole, each row checked, every bad one named by its line. */
import * as v from "valibot";

import type { CsvFound, FileKind } from "./csv-found.ts";
import { cellFault, isNote, repeatsHeader } from "./csv-row.ts";
import { findTable, firstCells, fold, type Line } from "./csv-table.ts";
import { decodeText } from "./decode-text.ts";
import { type Opened, readBytes, UnreadableFile } from "./open-file.server.ts";

type RowSchema = v.GenericSchema & { entries: Record<string, v.GenericSchema> };

/**
 * The longest list that is invited has 50,000 rows. The parser is slow with lines that have another number of cells than
 * the first, as empty ones have, and a file of nothing else would keep the process for minutes.
 */
const mostLines = 60_000;

/** Either every row was read or none is given: an import takes a whole file or nothing. */
export type CsvReading<Row> =
  | {
      kind: "read";
      rows: Row[];
      /** The line at which each row begins, in the order of the rows. */
      lines: number[];
      found: CsvFound;
    }
  | { kind: "unreadable"; problems: string[] };

const problemsShown = 10;

/** The longest fitting file has some 0.3 MB; another by mistake may have any size. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Encoding, delimiter and header line are found, as `found` tells; columns by the header's names or
 * those of other sources, in any order. Those the schema does not name are left alone, those it
 * makes optional may be missing. Values come trimmed; rows without any are nothing.
 * @param schema what one row holds, by column
 * @param kind the columns' names in other sources, and where a fitting file is to be had
 * @returns the rows in the file's order, or what is wrong, a line of text each
 */
export async function readCsv<const Schema extends RowSchema>(
  file: string,
  schema: Schema,
  kind: FileKind<keyof Schema["entries"] & string>,
): Promise<CsvReading<v.InferOutput<Schema>>> {
  const opened: Opened = {};
  try {
    return readCsvBytes(file, await readWhole(file, opened), schema, kind, opened);
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadable([error.message]);
    throw error;
  }
}

/** The same of bytes that are there already. @param file its name, where something is said of it */
export function readCsvBytes<const Schema extends RowSchema>(
  file: string,
  bytes: Buffer,
  schema: Schema,
  kind: FileKind<keyof Schema["entries"] & string>,
  opened: Opened = {},
): CsvReading<v.InferOutput<Schema>> {
  try {
    const decoded = decodeText(bytes);
    if ("problem" in decoded) return unreadable([`${file} cannot be read: ${decoded.problem}.`]);
    const { encoding, guessedBy } = decoded;
    const text = straighten(decoded.text);
    if (hasMoreLines(text, mostLines))
      return unreadable([
        `${file} has more than ${mostLines.toLocaleString("en-GB")} lines: this is another kind of file.`,
      ]);
    const wanted = Object.keys(schema.entries);
    const required = wanted.filter((name) => schema.entries[name]!.type !== "optional");
    const table = findTable(text, wanted, required, kind.names);
    const missing = wanted.filter((name) => (table?.places.get(name) ?? -1) === -1);
    const lacking = missing.filter((name) => required.includes(name));
    if (!table || lacking.length > 0)
      return unreadable(tellLacking(file, text, table?.header, lacking, kind));

    const { header, delimiter, places, body } = table;
    const columns = [...places].filter(([, place]) => place !== -1);
    const twice = columns.filter(
      ([, at]) => header.cells.filter((cell) => fold(cell) === fold(header.cells[at]!)).length > 1,
    );
    if (twice.length > 0)
      return unreadable(twice.map(([, at]) => `The column “${header.cells[at]}” is there twice.`));
    const read = readRows(body, header, columns, required, schema);
    if (read.problems.length > 0) return unreadable(shorten(read.problems));
    if (read.rows.length === 0)
      return unreadable([`${file} has a header in line ${header.line} and no row below it.`]);
    const found = {
      inside: opened.inside,
      encoding,
      guessedBy,
      delimiter,
      headerLine: header.line,
      renamed: columns
        .map(([column, at]) => ({ column, header: header.cells[at]! }))
        .filter((one) => fold(one.column) !== fold(one.header)),
      missing,
      leftOut: read.leftOut,
    };
    return { kind: "read", rows: read.rows, lines: read.lines, found };
  } catch (error) {
    if (error instanceof SyntaxError)
      return unreadable([`${file} is no CSV file that can be read: ${error.message}.`]);
    throw error;
  }
}

async function readWhole(file: string, opened: Opened): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes(file, opened)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes)
      throw new UnreadableFile(
        `${file} is larger than ${mostBytes / 1024 / 1024} MB: this is another kind of file.`,
      );
  }
  return Buffer.concat(chunks);
}

/**
 * One kind of line end, one of quotes where a text program put its own for all, and no end-of-file
 * sign of DOS.
 */
function straighten(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\u001a\s*$/, "");
  return !lines.includes('"') && /(?:^|[\n,;\t|])[“„]/.test(lines)
    ? lines.replace(/[“”„]/g, '"')
    : lines;
}

function hasMoreLines(text: string, most: number): boolean {
  let at = -1;
  for (let count = 0; count <= most; count++)
    if ((at = text.indexOf("\n", at + 1)) === -1) return false;
  return true;
}

function readRows<Schema extends RowSchema>(
  body: readonly Line[],
  header: Line,
  columns: readonly (readonly [string, number])[],
  required: readonly string[],
  schema: Schema,
) {
  const rows: v.InferOutput<Schema>[] = [];
  const lines: number[] = [];
  const leftOut: CsvFound["leftOut"] = [];
  const problems: string[] = [];
  let below: { line: Line; afterGap: boolean; problem: string }[] = [];
  let gap = false;
  const width = header.cells.findLastIndex((cell) => cell !== "") + 1;
  for (const line of body) {
    const filled = line.cells.filter((cell) => cell !== "");
    if (filled.length === 0) {
      gap = true;
      continue;
    }
    if (repeatsHeader(line, header, columns)) {
      leftOut.push({ line: line.line, text: filled[0]! });
      continue;
    }
    const fault = cellFault(line, width, columns);
    const result = v.safeParse(
      schema,
      Object.fromEntries(columns.map(([column, at]) => [column, line.cells[at] ?? ""])),
    );
    if (fault === undefined && result.success) {
      // what stood above a good row is no note below the table
      problems.push(...below.map(({ problem }) => problem));
      below = [];
      rows.push(result.output);
      lines.push(line.line);
    } else {
      const said = fault ?? (result.success ? "" : describe(result.issues));
      below.push({ line, afterGap: gap, problem: `Line ${line.line}: ${said}.` });
    }
    gap = false;
  }
  let inNotes = false;
  for (const { line, afterGap, problem } of below) {
    inNotes = rows.length > 0 && isNote(line, columns, required, inNotes || afterGap);
    if (inNotes) leftOut.push({ line: line.line, text: tellLine(line) });
    else problems.push(problem);
  }
  return { rows, lines, problems, leftOut };
}

const tellLine = ({ cells }: Line) => (cells.find((cell) => cell !== "") ?? "").slice(0, 40);

function tellLacking(
  file: string,
  text: string,
  header: Line | undefined,
  lacking: readonly string[],
  kind: FileKind,
): string[] {
  const cells = (header?.cells ?? firstCells(text)).filter((cell) => cell !== "");
  if (cells.length === 0) return [`${file} is empty.`, kind.source];
  const shown = cells.slice(0, 30).map((cell) => `“${cell.replace(/\s+/g, " ").slice(0, 40)}”`);
  const listed = `${shown.join(", ")}${cells.length > shown.length ? ` and ${cells.length - shown.length} more` : ""}`;
  if (!header)
    return [`${file} has no line that names its columns; it begins with ${listed}.`, kind.source];
  const also = lacking.map((column) => {
    const names = kind.names[column] ?? [];
    return names.length > 0 ? `${column} (or ${names.join(", ")})` : column;
  });
  return [
    `${file} lacks the column${lacking.length > 1 ? "s" : ""} ${lacking.join(", ")}.`,
    `The columns found, in line ${header.line}: ${listed}.`,
    `Missing under any known name: ${also.join("; ")}.`,
    kind.source,
  ];
}

/** The first few of many problems, with the number of the others. */
function shorten(problems: readonly string[]): string[] {
  const shown = problems.slice(0, problemsShown);
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more`] : shown;
}

function unreadable(problems: string[]) {
  return { kind: "unreadable" as const, problems };
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(" "))
    .join(", ");
}
