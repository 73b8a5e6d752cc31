/** What a small CSV file was taken for: its writing, its header, its columns. */

/** Per column, the names under which other sources know it, the likeliest first. */
export type ColumnNames<Column extends string = string> = Partial<
  Record<Column, readonly string[]>
>;

/** What a reader knows of a kind of file beyond the schema of a row. */
export interface FileKind<Column extends string = string> {
  names: ColumnNames<Column>;
  /** A sentence: where a fitting file is to be had. */
  source: string;
}

export interface CsvFound {
  /** The file read inside a zip. */
  inside: string | undefined;
  encoding: "UTF-8" | "UTF-16" | "Windows-1252";
  /** A word in another alphabet's letters that shows whether a guessed encoding is right. */
  guessedBy: string | undefined;
  delimiter: "," | ";" | "\t" | "|";
  /** Counted from 1, as editors and spreadsheets do. */
  headerLine: number;
  /** Columns whose header differs from the name that this product gives them. */
  renamed: { column: string; header: string }[];
  /** Optional columns that the file does not have: they say nothing, not even "empty". */
  missing: string[];
  /** Lines that are no rows: a header repeated, a total, a footnote. */
  leftOut: { line: number; text: string }[];
}

export const delimiterNames = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

/** @returns lines for people about whatever is not as in a plain file; none for a plain one */
export function describeFound(found: CsvFound): string[] {
  const { inside, encoding, guessedBy, delimiter, headerLine, renamed, missing, leftOut } = found;
  const writing = [
    ...(encoding === "UTF-8" ? [] : [`in ${encoding}`]),
    ...(delimiter === "," ? [] : [`separated by ${delimiterNames[delimiter]}`]),
    ...(headerLine === 1 ? [] : [`with the header in line ${headerLine}`]),
  ];
  return [
    ...(inside === undefined ? [] : [`Read from the zip: ${inside}.`]),
    ...(writing.length > 0 ? [`Taken as text ${writing.join(", ")}.`] : []),
    ...(guessedBy === undefined
      ? []
      : [`The encoding is a guess: look whether “${guessedBy}” is spelt right.`]),
    ...(renamed.length > 0
      ? [
          `Columns by other names: ${renamed.map(({ column, header }) => `${column} is “${header}”`).join(", ")}.`,
        ]
      : []),
    ...(missing.length > 0
      ? [`Columns that are not in the file and stay as they are: ${missing.join(", ")}.`]
      : []),
    ...(leftOut.length > 0
      ? [
          `Lines left out as no rows: ${leftOut
            .slice(0, 5)
            .map(({ line, text }) => `${line} (“${text}”)`)
            .join(", ")}${leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : ""}.`,
        ]
      : []),
  ];
}
