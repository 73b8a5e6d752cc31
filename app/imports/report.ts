/** What an import did, thing by thing: the command says it, the audit log keeps it. */
import type { Json } from "#db/json.ts";

/** One thing that an import did. */
export interface ReportLine {
  /** Whom or what, with the place: `Ann Example (Aldershot)`. */
  who: string;
  /** What changed, `party: Labour → Independent`; undefined where the part's name says all. */
  change?: string;
  /** The change names a person's address: it is said to who runs the command, and never kept. */
  private?: true;
}

/** Things that an import did alike, such as all members that it added. */
export interface ReportPart {
  /** `Members added`, `Memberships ended`. */
  what: string;
  number: number;
  /** All of them, or none where they have no names, as postcodes have none. */
  lines: readonly ReportLine[];
}

export type ImportReport = readonly ReportPart[];

/** More names than this are a count, unless all are asked for. */
export const linesShown = 20;

/** @returns the lines that tell of everything done, parts of which nothing was done left out */
export function sayReport(report: ImportReport, verbose: boolean): string[] {
  return report
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ what, number, lines }) => [
      `${what}, ${number.toLocaleString("en-GB")}:`,
      ...shorten(
        lines.map(({ who, change }) => `  ${change === undefined ? who : `${who}: ${change}`}`),
        verbose,
        "  ",
      ),
    ]);
}

/** @returns what the audit log keeps: each part's number and all its names, without addresses */
export function keepReport(report: ImportReport): Record<string, Json> {
  return Object.fromEntries(
    report
      .filter(({ number }) => number > 0)
      .map(({ what, number, lines }) => [
        what,
        lines.length === 0
          ? number
          : {
              number,
              names: lines.map(({ who, change, private: hidden }) =>
                change === undefined || hidden ? who : `${who}: ${change}`,
              ),
            },
      ]),
  );
}

/**
 * @param fields what to compare, each with its name for people
 * @returns `party: Labour → Independent` for each that differs
 */
export function changesBetween<Field extends string>(
  before: Readonly<Record<NoInfer<Field>, string | number | null>>,
  after: Readonly<Record<NoInfer<Field>, string | number | null>>,
  fields: Readonly<Record<Field, string>>,
): string[] {
  return (Object.entries(fields) as [Field, string][])
    .filter(([field]) => before[field] !== after[field])
    .map(([field, name]) => `${name}: ${before[field] ?? "—"} → ${after[field] ?? "—"}`);
}

/** The first few of many, and the number of the others. */
export function shorten(lines: readonly string[], all = false, indent = ""): string[] {
  if (all || lines.length <= linesShown) return [...lines];
  return [...lines.slice(0, linesShown), `${indent}… and ${lines.length - linesShown} more`];
}
