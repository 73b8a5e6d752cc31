/** Where a postcode directory has its columns, and the fields of its lines. */

import type { CsvFound } from "../csv-found.ts";

export interface PostcodeColumns {
  code: number;
  area: number;
  ended: number | undefined;
  /** The furthest of them: fields after it are not looked at. */
  last: number;
  delimiter: CsvFound["delimiter"];
  /** The two headers as they stand in the file. */
  names: { code: string; area: string };
}

const delimiters = [",", ";", "\t", "|"] as const;

/** The ONS renames its columns; other publishers of its directory write them out. */
const codeNames = ["pcds", "pcd7", "pcd8", "pcd", "pcd2", "postcode"];
const areaNames = /^(?:pcon(?:\d\d)?(?:cd)?|(?:parliamentary)?constituencycode)$/;
const endedNames = ["doterm", "dateoftermination"];

/**
 * `pcd`, `pcd2`, `pcds`, `pcon` until May 2025, `pcd7`, `pcds`, `pcon24cd` since; of several years
 * the latest counts.
 * @param told the delimiter that the file names itself
 * @returns undefined when the line does not name both columns
 */
export function findColumns(line: string, told?: string): PostcodeColumns | undefined {
  for (const delimiter of delimiters.toSorted((a, b) => Number(b === told) - Number(a === told))) {
    const headers = splitLine(line, Infinity, delimiter) ?? [];
    const names = headers.map(fold);
    const code = codeNames.map((name) => names.indexOf(name)).find((at) => at !== -1);
    const [area] = names
      .map((name, at) => ({ name, at }))
      .filter(({ name }) => areaNames.test(name))
      .sort((a, b) => year(b.name) - year(a.name));
    if (code === undefined || area === undefined) continue;
    const ended = names.findIndex((name) => endedNames.includes(name));
    return {
      code,
      area: area.at,
      ended: ended === -1 ? undefined : ended,
      last: Math.max(code, area.at, ended),
      delimiter,
      names: { code: headers[code]!.trim(), area: headers[area.at]!.trim() },
    };
  }
  return undefined;
}

/** @returns what the likeliest of some lines has and lacks, to be told to a person */
export function tellColumns(lines: readonly string[]): string {
  const ways = lines
    .flatMap((line) => delimiters.map((delimiter) => splitLine(line, Infinity, delimiter) ?? []))
    .map((headers) => headers.map((header) => header.trim()).filter((header) => header !== ""));
  const has = (headers: string[], test: (name: string) => boolean) =>
    headers.some((header) => test(fold(header)));
  const isCode = (name: string) => codeNames.includes(name);
  const isArea = (name: string) => areaNames.test(name);
  const score = (headers: string[]) =>
    Number(has(headers, isCode) || has(headers, isArea)) * 1000 + headers.length;
  const [headers = []] = ways.toSorted((a, b) => score(b) - score(a));
  const lacks = has(headers, isCode)
    ? "no column of constituencies (pcon, pcon24, pcon24cd or the like)"
    : `no column of postcodes (${codeNames.join(", ")})`;
  const shown = headers.slice(0, 12).map((header) => header.slice(0, 30));
  return `The header has ${lacks}; the columns found are ${shown.join(", ")}${headers.length > 12 ? ", …" : ""}.`;
}

/** Letters and digits of ASCII alone, for lines are read as Latin-1. */
const fold = (header: string) => header.toLowerCase().replace(/[^a-z0-9]+/g, "");

const year = (name: string) => Number(/\d\d/.exec(name)?.[0] ?? 0);

/**
 * The fields of one line (RFC 4180) up to an index. Written out because a general parser takes
 * several times as long over millions of lines; rows of these files never hold a line break.
 * @returns undefined when a quote does not close
 */
export function splitLine(line: string, last: number, delimiter: string): string[] | undefined {
  const fields: string[] = [];
  let start = 0;
  while (fields.length <= last) {
    if (line.charCodeAt(start) === 34) {
      let end = line.indexOf('"', start + 1);
      while (end !== -1 && line.charCodeAt(end + 1) === 34) end = line.indexOf('"', end + 2);
      if (end === -1) return undefined;
      fields.push(line.slice(start + 1, end).replaceAll('""', '"'));
      if (end + 1 === line.length) return fields;
      if (line[end + 1] !== delimiter) return undefined;
      start = end + 2;
    } else {
      const end = line.indexOf(delimiter, start);
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
