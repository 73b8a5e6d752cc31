/** Reads a postcode directory of the ONS line by line: each postcode with its constituency. */
import { UnreadableFile } from "./open-file.server.ts";
import { readPostcode } from "../places/postcode.ts";

/** What was found on the way; filled while the lines are read. */
export interface PostcodeCounts {
  /** Lines below the header. */
  rows: number;
  /** Lines with a date of termination; they are taken too, for people go on using them. */
  ended: number;
  /** Lines without a constituency: Channel Islands, Isle of Man, and those with none given. */
  withoutSeat: number;
  /** Lines that make no sense; the first ten are described. */
  bad: number;
  problems: string[];
}

const longestLine = 1024 * 1024;

/**
 * @param chunks the bytes of a CSV file whose header names the columns, in any order
 * @param counts is filled
 * @yields batches of lines as COPY takes them: compact postcode, tab, GSS code, newline
 * @throws UnreadableFile when the columns are missing or the bytes are no lines
 */
export async function* readPostcodes(
  chunks: AsyncIterable<Buffer>,
  counts: PostcodeCounts,
  onProgress: (rows: number) => void,
): AsyncGenerator<string> {
  let columns: Columns | undefined;
  let lineNumber = 0;
  let rest = "";
  const take = (line: string): string => {
    lineNumber += 1;
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (!columns) {
      columns = findColumns(text);
      return "";
    }
    if (text === "") return "";
    counts.rows += 1;
    return readLine(text, lineNumber, columns, counts);
  };
  for await (const chunk of chunks) {
    // the columns in question are ASCII, and no byte of another character in UTF-8 is
    const text = rest + chunk.toString("latin1");
    let batch = "";
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      batch += take(text.slice(start, end));
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > longestLine)
      throw new UnreadableFile(`Line ${lineNumber + 1} is longer than 1 MB: this is no CSV file.`);
    onProgress(counts.rows);
    if (batch !== "") yield batch;
  }
  const last = rest === "" ? "" : take(rest);
  if (!columns) throw new UnreadableFile("The file is empty.");
  onProgress(counts.rows);
  if (last !== "") yield last;
}

function readLine(line: string, number: number, columns: Columns, counts: PostcodeCounts): string {
  const fields = splitLine(line, columns.last);
  const typed = fields?.[columns.code];
  const area = fields?.[columns.area];
  if (typed === undefined || area === undefined)
    return bad(counts, `Line ${number} has too few columns, or a quote that does not close.`);
  const code = readPostcode(typed);
  if (code === undefined)
    return bad(counts, `Line ${number}: "${typed.slice(0, 20)}" is no postcode.`);
  if (area === "" || /^[A-Z]99999999$/.test(area)) {
    counts.withoutSeat += 1;
    return "";
  }
  if (!/^[ENSW]\d{8}$/.test(area))
    return bad(counts, `Line ${number}: "${area.slice(0, 20)}" is no GSS code.`);
  if (columns.ended !== undefined && fields?.[columns.ended]) counts.ended += 1;
  return `${code}\t${area}\n`;
}

function bad(counts: PostcodeCounts, problem: string): string {
  counts.bad += 1;
  if (counts.problems.length < 10) counts.problems.push(problem);
  return "";
}

interface Columns {
  code: number;
  area: number;
  ended: number | undefined;
  last: number;
}

/** The ONS renames its columns: `pcd`, `pcd2`, `pcds`, `pcon` until May 2025, `pcd7`, `pcon24cd` since. */
function findColumns(header: string): Columns {
  const names = (splitLine(header.replace(/^\u00ef\u00bb\u00bf/, ""), Infinity) ?? []).map((name) =>
    name.trim().toLowerCase(),
  );
  const code = ["pcds", "pcd7", "pcd8", "pcd", "pcd2"].find((name) => names.includes(name));
  const [area] = names
    .filter((name) => /^pcon(\d\d)?(cd)?$/.test(name))
    .sort((a, b) => year(b) - year(a));
  if (code === undefined || area === undefined)
    throw new UnreadableFile(
      `The first line names no column ${code === undefined ? "of postcodes (pcds, pcd7, pcd8, pcd or pcd2)" : "of constituencies (pcon, pcon24, pcon24cd or the like)"}.`,
    );
  const ended = names.indexOf("doterm");
  const columns = { code: names.indexOf(code), area: names.indexOf(area) };
  return {
    ...columns,
    ended: ended === -1 ? undefined : ended,
    last: Math.max(columns.code, columns.area, ended),
  };
}

const year = (name: string) => Number(/\d\d/.exec(name)?.[0] ?? 0);

/**
 * The fields of one line (RFC 4180) up to an index. Written out because a general parser takes
 * several times as long over millions of lines; fields in these files never hold a line break.
 * @returns undefined when a quote does not close
 */
function splitLine(line: string, last: number): string[] | undefined {
  const fields: string[] = [];
  let start = 0;
  while (fields.length <= last) {
    if (line.charCodeAt(start) === 34) {
      let end = line.indexOf('"', start + 1);
      while (end !== -1 && line.charCodeAt(end + 1) === 34) end = line.indexOf('"', end + 2);
      if (end === -1) return undefined;
      fields.push(line.slice(start + 1, end).replaceAll('""', '"'));
      if (end + 1 === line.length) return fields;
      if (line.charCodeAt(end + 1) !== 44) return undefined;
      start = end + 2;
    } else {
      const end = line.indexOf(",", start);
      if (end === -1) {
        fields.push(line.slice(start));
        return fields;
      }
      fields.push(line.slice(start, end));
      start = end + 1;
    }
  }
  return fields;
}
