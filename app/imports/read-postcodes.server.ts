/** Reads a postcode directory of the ONS line by line: each postcode with its constituency. */
import { readPostcode } from "../places/postcode.ts";
import { delimiterNames } from "./csv-found.ts";
import { wideEncoding } from "./decode-text.ts";
import { type Opened, UnreadableFile } from "./open-file.server.ts";
import { findColumns, type PostcodeColumns, splitLine, tellColumns } from "./postcodes/columns.ts";

/** What was found on the way; filled while the lines are read. */
export interface PostcodesRead extends Opened {
  /** Lines of the file. */
  lines: number;
  /** Lines below the header that hold anything. */
  rows: number;
  /** Rows with a date of termination; they are taken too, for people go on using them. */
  ended: number;
  /** Rows without a constituency: Channel Islands, Isle of Man, and those with none given. */
  withoutSeat: number;
  /** Rows that make no sense; the first ten are described. */
  bad: number;
  problems: string[];
  encoding: "UTF-8" | "UTF-16";
  /** Where the table stands. */
  header?: { line: number; text: string; columns: PostcodeColumns };
}

/** @returns the counts of a file of which nothing is read yet */
export const nothingRead = (): PostcodesRead => ({
  lines: 0,
  rows: 0,
  ended: 0,
  withoutSeat: 0,
  bad: 0,
  problems: [],
  encoding: "UTF-8",
});

/** @returns lines for people about what was taken for what */
export function describePostcodes({ inside, encoding, header }: PostcodesRead): string[] {
  if (!header) return [];
  const { line, columns } = header;
  return [
    ...(inside === undefined ? [] : [`Read from the zip: ${inside}.`]),
    [
      `Columns taken: ${columns.names.code} and ${columns.names.area}`,
      ...(encoding === "UTF-8" ? [] : [`text in ${encoding}`]),
      ...(columns.delimiter === "," ? [] : [`separated by ${delimiterNames[columns.delimiter]}`]),
      ...(line === 1 ? [] : [`header in line ${line}`]),
    ].join("; ") + ".",
  ];
}

const longestLine = 1024 * 1024;
/** The directory of the whole Kingdom has 2.7 million, and a zip of one line again and again any number. */
const mostLines = 6_000_000;
/** A header further down than this is none. */
const longestPreamble = 60;

/**
 * @param chunks the bytes of a CSV file whose header names the columns, in any order
 * @param read is filled
 * @yields batches of lines as COPY takes them: compact postcode, tab, GSS code, newline
 * @throws UnreadableFile when the columns are missing or the bytes are no lines
 */
export async function* readPostcodes(
  chunks: AsyncIterable<Buffer>,
  read: PostcodesRead,
  onProgress: (rows: number) => void,
): AsyncGenerator<string> {
  let rest = "";
  let end: "\n" | "\r" | undefined;
  const seek = seekHeader(read);
  const takeOne = (line: string): string => {
    read.lines += 1;
    if (read.lines > mostLines)
      throw new UnreadableFile(
        `There are more than ${mostLines.toLocaleString("en-GB")} lines: this is no directory of postcodes.`,
      );
    if (read.header) return line === "" ? "" : readLine(line, read.header.columns, read);
    seek(line);
    return "";
  };
  /** Ends of the other kind are ends too: files are put together on different machines. */
  const take = (piece: string): string => {
    if (end === "\r") {
      const line = piece.startsWith("\n") ? piece.slice(1) : piece;
      return line.includes("\n") ? line.split("\n").map(takeOne).join("") : takeOne(line);
    }
    const line = piece.endsWith("\r") ? piece.slice(0, -1) : piece;
    return line.includes("\r") ? line.split("\r").map(takeOne).join("") : takeOne(line);
  };
  for await (const chunk of textOf(chunks, read)) {
    const text = rest + chunk;
    end ??= commonEnd(text);
    let batch = "";
    let start = 0;
    for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, start)) {
      batch += take(text.slice(start, at));
      start = at + 1;
    }
    rest = text.slice(start);
    if (rest.length > longestLine) {
      end = commonEnd(rest);
      if (!rest.includes(end))
        throw new UnreadableFile(
          `Line ${read.lines + 1} is longer than 1 MB: this is no CSV file.`,
        );
    }
    onProgress(read.rows);
    if (batch !== "") yield batch;
  }
  // a line feed alone belongs to the carriage return before it
  const last = rest === "" || (end === "\r" && rest === "\n") ? "" : take(rest);
  if (!read.header) seek(undefined);
  onProgress(read.rows);
  if (last !== "") yield last;
}

/**
 * Columns in question are ASCII, and no byte of another character in UTF-8 is; so Latin-1 serves,
 * which is decoded several times as fast.
 */
async function* textOf(chunks: AsyncIterable<Buffer>, read: PostcodesRead): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    const wide = first ? wideEncoding(chunk) : undefined;
    if (wide) {
      decoder = new TextDecoder(wide);
      read.encoding = "UTF-16";
    }
    first = false;
    yield decoder ? decoder.decode(chunk, { stream: true }) : chunk.toString("latin1");
  }
}

/** Lines of old Macintosh files end in a carriage return alone. */
function commonEnd(text: string): "\n" | "\r" {
  const returns = text.match(/\r(?!\n)/g)?.length ?? 0;
  return returns > 0 && returns > (text.match(/\n/g)?.length ?? 0) ? "\r" : "\n";
}

/** Looks at line after line until one is the header; told of the end, or of too many, it gives up. */
function seekHeader(read: PostcodesRead) {
  const seen: string[] = [];
  let told: string | undefined;
  let open = "";
  return (line: string | undefined): void => {
    if (line !== undefined) {
      const separator = seen.length === 0 ? /^\W*sep=(.)/i.exec(line)?.[1] : undefined;
      const columns = findColumns(open + line, told) ?? findColumns(line, told);
      if (columns) read.header = { line: read.lines, text: unmarked(line), columns };
      else if (separator !== undefined) told = separator;
      else {
        // a header's name in quotes may go on in the next line
        open = (line.split('"').length + open.split('"').length) % 2 === 1 ? `${open}${line} ` : "";
        if (/[^\s,;|"]/.test(line)) seen.push(open === "" ? line : open);
      }
      if (columns || read.lines < longestPreamble) return;
    }
    throw new UnreadableFile(seen.length === 0 ? "The file is empty." : tellColumns(seen));
  };
}

const unmarked = (line: string) => line.replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)+/, "");

const gssCode = /^[ENSW]\d{8}$/;
/** Channel Islands, Isle of Man (`L93000001`, `M83000003`), and none. Source: ONS, ONSPD User Guide. */
const noSeat = /^(?:[LM]\d{8}|[A-Z]99999999)?$/;

function readLine(line: string, columns: PostcodeColumns, read: PostcodesRead): string {
  const fields = splitLine(line, columns.last, columns.delimiter);
  const typed = fields?.[columns.code];
  const given = fields?.[columns.area];
  if (typed === undefined || given === undefined)
    return bad(line, read, " has too few columns, or a quote that does not close");
  const code = readPostcode(typed) ?? readPostcode(bare(typed));
  const area = gssCode.test(given) ? given : bare(given).toUpperCase();
  if (code === undefined) return bad(line, read, `: "${typed.slice(0, 20)}" is no postcode`);
  if (noSeat.test(area)) {
    read.rows += 1;
    read.withoutSeat += 1;
    return "";
  }
  if (!gssCode.test(area)) return bad(line, read, `: "${given.slice(0, 20)}" is no GSS code`);
  read.rows += 1;
  if (columns.ended !== undefined && fields?.[columns.ended]) read.ended += 1;
  return `${code}\t${area}\n`;
}

/** Without what spreadsheets and pages put around a value, in the Latin-1 of UTF-8 too. */
function bare(field: string): string {
  return field.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "").replace(/[\s\u00c2\u00a0]+/g, "");
}

function bad(line: string, read: PostcodesRead, problem: string): string {
  // empty rows, the end-of-file sign of DOS, and the header again where files were put together, are nothing
  if (!/[^\s,;|"\u001a]/.test(line) || unmarked(line) === read.header?.text) return "";
  read.rows += 1;
  read.bad += 1;
  if (read.problems.length < 10) read.problems.push(`Line ${read.lines}${problem}.`);
  return "";
}
