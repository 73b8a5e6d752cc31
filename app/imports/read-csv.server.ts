/** Reads a small CSV file whole, each row checked, every bad one named by its line. */
import { readFile } from "node:fs/promises";

import { parse } from "csv-parse/sync";
import * as v from "valibot";

type RowSchema = v.GenericSchema & { entries: Record<string, v.GenericSchema> };

/** Either every row was read or none is given: an import takes a whole file or nothing. */
type CsvReading<Row> = { kind: "read"; rows: Row[] } | { kind: "unreadable"; problems: string[] };

const problemsShown = 10;

/**
 * Columns are found by the header's names, in any order; those the schema does not name are left
 * alone, those it makes optional may be missing. Values come trimmed.
 * @param schema what one row holds, by column
 * @returns the rows in the file's order, or what is wrong, a line of text each
 */
export async function readCsv<const Schema extends RowSchema>(
  file: string,
  schema: Schema,
): Promise<CsvReading<v.InferOutput<Schema>>> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    return unreadable([`${file} cannot be read: ${whyUnreadable(error)}.`]);
  }
  const missing: string[] = [];
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    records = parse(text, {
      columns: (header: string[]) => {
        const names = header.map((name) => name.trim());
        const wanted = Object.entries(schema.entries);
        missing.push(
          ...wanted
            .filter(([name, entry]) => entry.type !== "optional" && !names.includes(name))
            .map(([name]) => name),
        );
        if (missing.length > 0) throw new Error("columns are missing");
        return names;
      },
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    return unreadable([
      missing.length > 0
        ? `${file} lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}.`
        : `${file} is no CSV file that can be read: ${(error as Error).message}.`,
    ]);
  }
  const rows: v.InferOutput<Schema>[] = [];
  const problems: string[] = [];
  for (const { info, record } of records) {
    const result = v.safeParse(schema, record);
    if (result.success) rows.push(result.output);
    else problems.push(`Line ${info.lines}: ${describe(result.issues)}.`);
  }
  if (problems.length === 0) return { kind: "read", rows };
  return unreadable(listProblems(problems, problems.length));
}

/** The first few of many problems, with the number of the others. */
function listProblems(problems: readonly string[], total: number): string[] {
  const shown = problems.slice(0, problemsShown);
  return total > shown.length ? [...shown, `… and ${total - shown.length} more`] : shown;
}

/** Says why a file did not open, in a person's words. */
export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "it may not be opened by this user";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "it is not UTF-8 text";
  return (error as Error).message;
}

function unreadable(problems: string[]) {
  return { kind: "unreadable" as const, problems };
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(" "))
    .join(", ");
}
