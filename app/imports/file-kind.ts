/** Files that are no CSV file, whatever their name: known by their first bytes, told in a sentence. */

const saveAs = "open it in a spreadsheet and save it as CSV UTF-8";
const unpack = "unpack it and give the CSV file in it";

/** First bytes as Latin-1, and what they are. Source: file(1), and each format's own specification. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [
    /^\xd0\xcf\x11\xe0/,
    `it is an Excel workbook of the old kind (.xls), or one with a password: ${saveAs}`,
  ],
  [/^%PDF-/, "it is a PDF: no table can be read from one; look for a CSV file at its source"],
  [
    /^(?:\xef\xbb\xbf)*\s*<\?xml[^]*(?:Excel\.Sheet|office:spreadsheet)/,
    `it is an Excel workbook (XML): ${saveAs}`,
  ],
  [
    /^(?:\xef\xbb\xbf)*\s*<(?:!doctype|html|head|body|table|meta|div|!--)/i,
    `it is a web page (HTML), not a CSV file: download the file itself, or ${saveAs}`,
  ],
  [/^(?:\xef\xbb\xbf)*\s*<\?xml/, "it is XML, not a CSV file"],
  [/^(?:\xef\xbb\xbf)*\s*(?:\{\s*"|\[\s*[[{"])/, "it is JSON, not a CSV file"],
  [/^\{\\rtf/, `it is a Rich Text document: ${saveAs}`],
  [
    /^version https:\/\/git-lfs/,
    "it is a pointer of Git LFS: fetch the file itself (git lfs pull)",
  ],
  [/^SQLite format 3\0/, "it is a SQLite database, not a CSV file"],
  [/^PAR1/, "it is a Parquet file, not a CSV file"],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8)/, "it is a picture, not a CSV file"],
  [/^PK\x05\x06/, "it is an empty zip"],
  [/^PK(?:\x03\x04|\x07\x08)/, `it is a zip inside another file: ${unpack}`],
  [/^\x1f\x8b/, `it is a gzip inside another file: ${unpack}`],
  [
    /^(?:7z\xbc\xaf|Rar!|\xfd7zXZ|BZh\d|\x28\xb5\x2f\xfd)/,
    `it is packed in a way that is not read here: ${unpack}`,
  ],
  [/^[^]{257}ustar/, `it is a tar archive: ${unpack}`],
  [
    /^(?:\xff\xfe\0\0|\0\0\xfe\xff)/,
    "it is UTF-32 text, which is not read here: save it as CSV UTF-8",
  ],
];

/** How many first bytes `kindByBytes` looks at. */
export const headLength = 512;

/** @returns what a file is that cannot be read as CSV, a sentence without its stop; undefined for text */
export function kindByBytes(head: Buffer): string | undefined {
  const text = head.toString("latin1", 0, headLength);
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}

/** Office documents are zips. Sources: ECMA-376 part 2, OpenDocument 1.3 part 2. */
const documents: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, `it is an Excel workbook: ${saveAs}`],
  [/^word\//, "it is a Word document: copy its table into a spreadsheet and save it as CSV UTF-8"],
  [/^content\.xml$/, `it is an OpenDocument file (LibreOffice): ${saveAs}`],
  [/^Index(?:\.zip$|\/.*\.iwa$)/, "it is an Apple Numbers document: export it as CSV, in UTF-8"],
];

/**
 * @param names of all files in a zip
 * @returns what it is when it is a document and not an archive
 */
export function kindByNames(names: readonly string[]): string | undefined {
  return documents.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
}

/**
 * The rank of a file in a zip: 0 for the folder `Data`, where the ONS puts the whole directory and
 * its parts one folder deeper, 1 for the top, 2 for another folder.
 * @returns undefined for what is no table: documentation, the shadow files of macOS
 */
export function rankInZip(name: string): number | undefined {
  if (!/\.(?:csv|tsv|txt)$/i.test(name)) return undefined;
  if (/(?:^|\/)(?:__MACOSX|Documents|multi_csv)\/|(?:^|\/)\./i.test(name)) return undefined;
  const other = /\.csv$/i.test(name) ? 0 : 3;
  if (/(?:^|\/)Data\/[^/]+$/i.test(name)) return other;
  return other + (name.includes("/") ? 2 : 1);
}
