import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { describeFound } from "#app/imports/csv-found.ts";
import { readCsv } from "#app/imports/read-csv.server.ts";
import { seatColumnNames, seatRow } from "#app/members/member.ts";
import { areaColumnNames, areaRow } from "#app/places/area.ts";

import { zip } from "./support/zip.ts";

const seatFile = { names: seatColumnNames, source: "A fitting file is at the Department." };
const areaFile = { names: areaColumnNames, source: "A fitting file is at the ONS." };

async function withFile<T>(content: string | Uint8Array, read: (file: string) => Promise<T>) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "csv-"));
  const file = path.join(folder, "given.csv");
  fs.writeFileSync(file, content);
  try {
    return await read(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const readSeats = (content: string | Uint8Array) =>
  withFile(content, (file) => readCsv(file, seatRow, seatFile));
const readAreas = (content: string | Uint8Array) =>
  withFile(content, (file) => readCsv(file, areaRow, areaFile));

/** What is said of a file that is not read, a line each; the file's own name left out. */
async function problems(content: string | Uint8Array, read: typeof readAreas | typeof readSeats) {
  const reading = await read(content);
  if (reading.kind === "read") return "read";
  return reading.problems.join("\n").replaceAll(/\S*given\.csv/g, "FILE");
}

const columns = [
  "pcon_code",
  "member_id",
  "full_title",
  "display_as",
  "party_text",
  "member_email",
];
const table = [
  columns,
  ["E14001063", "5173", "Ann Example MP", "Ann Example", "Example Party", "ann@example.org"],
  ["E14001064", "4358", "Ben Example MP", "Ben Example", "Example Party", "ben@example.org"],
  ["W07000112", "5046", "Ŵyn Example MP", "Ŵyn Example", "Example Party", "wyn@example.org"],
];
const rows = (lines: readonly (readonly string[])[], delimiter = ",", end = "\n") =>
  lines.map((cells) => cells.join(delimiter) + end).join("");
const ascii = rows(table).replaceAll("Ŵ", "W");

const seatsOf = (members: (readonly string[])[]) =>
  members.map(([area, id, full_title, name, party, email]) => ({
    area,
    holder: { id: Number(id), name, full_title, party, email, started_on: undefined },
  }));
const seats = seatsOf(table.slice(1));

const wide = (text: string, mark: string) => Buffer.from(mark + text, "utf16le");

test("what separates the cells, how the text is encoded and where the header stands are found", async () => {
  const files: [string, string | Uint8Array, object][] = [
    ["plain", rows(table), { delimiter: ",", encoding: "UTF-8", headerLine: 1 }],
    ["semicolons", rows(table, ";"), { delimiter: ";" }],
    ["tabs", rows(table, "\t"), { delimiter: "\t" }],
    ["bars", rows(table, "|"), { delimiter: "|" }],
    ["a byte order mark", `\ufeff${rows(table)}`, { encoding: "UTF-8" }],
    ["two byte order marks", `\ufeff\ufeff${rows(table)}`, { encoding: "UTF-8" }],
    ["UTF-16", wide(rows(table, "\t", "\r\n"), "\ufeff"), { encoding: "UTF-16", delimiter: "\t" }],
    ["UTF-16 without a mark", wide(rows(table), ""), { encoding: "UTF-16" }],
    ["UTF-16, the other way", wide(rows(table), "\ufeff").swap16(), { encoding: "UTF-16" }],
    ["that without a mark", wide(rows(table), "").swap16(), { encoding: "UTF-16" }],
    ["sep=", `sep=;\r\n${rows(table, ";", "\r\n")}`, { delimiter: ";", headerLine: 2 }],
    ["sep= in quotes", `"sep=|"\n${rows(table, "|")}`, { delimiter: "|", headerLine: 2 }],
    ["sep= that is wrong", `sep=,\n${rows(table, ";")}`, { delimiter: ";", headerLine: 2 }],
    ["sep= after a mark", `\ufeffsep=;;;;;;\n${rows(table, ";")}`, { headerLine: 2 }],
    ["a preamble", `Members of Parliament,,,,,\n\n${rows(table)}`, { headerLine: 3 }],
    ["blank lines first", `\n\n\n${rows(table, ";")}`, { headerLine: 4, delimiter: ";" }],
    [
      "a preamble of sentences",
      `"Members, as of June; by seat"\nParty | Email\n\n${rows(table, ";")}`,
      { headerLine: 4, delimiter: ";" },
    ],
    ["old Macintosh's line ends", rows(table, ",", "\r"), {}],
    ["line ends mixed", rows(table).replace("\n", "\r").replace("\n", "\r\n"), {}],
    ["the end-of-file sign of DOS", `${rows(table, ",", "\r\n")}\u001a`, {}],
    ["no last line end", rows(table).trimEnd(), {}],
    ["capitals", rows([columns.map((name) => name.toUpperCase()), ...table.slice(1)]), {}],
    [
      "spaces, no-break spaces, hyphens and line breaks in the header",
      rows([
        [
          " pcon code",
          "Member\u00a0ID",
          '"Full\nTitle"',
          "display-as ",
          "Party\u2003Text",
          "\u200bMember Email",
        ],
        ...table.slice(1),
      ]),
      { headerLine: 1, renamed: [] },
    ],
    ["a delimiter at each end", rows(table.map((cells) => [...cells, ""])), {}],
    ["a delimiter at each row's end", rows([columns, ...table.slice(1).map((c) => [...c, ""])]), {}],
    ["columns without names", rows(table.map((cells) => ["", ...cells, "", ""])), {}],
    ["empty rows", rows([...table.slice(0, 2), ["", " ", "", "", "", "\u00a0"], [""], ...table.slice(2), ["", "", "", "", "", ""]]), {}],
    ["quotes", rows(table.map((cells) => cells.map((cell) => `"${cell}"`)), ", "), {}],
    ["a text program's quotes", rows(table.map((cells) => cells.map((cell) => `“${cell}”`)), ";"), {}],
    ["whole lines in quotes", rows(table.map((cells) => [`"${cells.join(",")}"`]), ","), {}],
    ["whole lines in quotes, with empty cells", rows(table.map((cells) => [`"""${cells.join('"",""')}"""`, "", ""]), ","), {}],
    ["a gzip", gzipSync(rows(table)), {}],
    ["a zip", zip({ "list/members.csv": rows(table), "list/guide.pdf": "%PDF-1.4" }), { inside: "list/members.csv" }],
    ["apostrophes that keep text text", rows(table).replaceAll("\nE", "\n'E").replace("5173", "'5173").replace(",ann@", ",'ann@"), {}],
    ["formulas that keep text text", rows(table).replace(",5173,", ',="5173",').replace("E14001064", '="E14001064"'), {}],
    ["codes in small letters, with spaces", rows(table).replace("E14001063", "e14001063 ").replace("W07000112", " W07 000 112"), {}],
    ["numbers as a spreadsheet shows them", rows(table).replace("5173", "5173.0").replace("4358", '"4,358"').replace("5046", "5\u00a0046"), {}],
    ["marks of direction", rows(table).replaceAll("ann@", "\u202aann@"), {}],
  ]; // prettier-ignore
  for (const [what, content, found] of files) {
    const reading = await readSeats(content);
    expect(reading, what).toMatchObject({ kind: "read", rows: seats, found });
  }
});

test("Windows-1252 is taken where its words are likely, and said to be a guess", async () => {
  const text = rows(table).replaceAll("Ŵyn", "Siân O’Môr – Rhŷn").replaceAll("ŷ", "ÿ");
  const bytes = Buffer.from(text.replaceAll("’", "\x92").replaceAll("–", "\x96"), "latin1");
  const reading = await readSeats(bytes);
  expect(reading).toMatchObject({
    kind: "read",
    rows: [{}, {}, { holder: { name: "Siân O’Môr – Rhÿn Example" } }],
    found: { encoding: "Windows-1252", guessedBy: "Siân" },
  });
  expect(reading.kind === "read" && describeFound(reading.found)).toEqual([
    "Taken as text in Windows-1252.",
    "The encoding is a guess: look whether “Siân” is spelt right.",
  ]);
});

test("other encodings are refused by their line, not read as Windows-1252", async () => {
  const named = (word: string) =>
    Buffer.from(ascii.replaceAll("Ben Example", word.padEnd(11)), "latin1");
  const words = {
    "Mac Roman": "Ynys M\x99n",
    DOS: "Ynys M\x93n",
    "DOS, another letter": "Jos\x82 Example",
    Cyrillic: "\xcc\xe0\xea\xf1\xe8\xec",
    "Mac Roman, a small letter": "Ren\x8e Example",
    "unused bytes": "R\x81 Example",
    "two encodings": "Si\xc3\xa2n Si\xe2n",
  };
  for (const [what, word] of Object.entries(words))
    expect(await problems(named(word), readSeats), what).toBe(
      "FILE cannot be read: line 3 is not UTF-8 text, nor Windows-1252; save the file as CSV UTF-8.",
    );
});

test("names of other sources are known, and it is said what was taken for what", async () => {
  const reading = await readAreas(
    "ONS ID;Constituency name;ONS region ID;Region name;Country name;Electorate\n" +
      "W07000112;Ynys Môn;W92000004;Wales;Wales;52 415\n" +
      'E14001063;Aldershot;E12000008;South East;England;"78,553"\n' +
      "E14001064;Aldridge-Brownhills;E12000005;West Midlands;England;70268.0\n",
  );
  expect(reading).toMatchObject({
    kind: "read",
    lines: [2, 3, 4],
    rows: [
      { code: "W07000112", name: "Ynys Môn", electorate: 52_415 },
      { code: "E14001063", electorate: 78_553 },
      { code: "E14001064", electorate: 70_268 },
    ],
    found: { missing: ["name_cy", "parliament_id", "hex_q", "hex_r"] },
  });
  expect(reading.kind === "read" && describeFound(reading.found)).toEqual([
    "Taken as text separated by semicolons.",
    "Columns by other names: code is “ONS ID”, name is “Constituency name”, region_code is “ONS region ID”, region is “Region name”, country is “Country name”.",
    "Columns that are not in the file and stay as they are: name_cy, parliament_id, hex_q, hex_r.",
  ]);
});

test("of two fitting columns the one with this product's own name counts; one there twice is refused", async () => {
  const both =
    "gss_code,code,name,region_code,region,country\nN05000001,E14001063,A,E12000008,B,C\n";
  expect(await readAreas(both)).toMatchObject({ kind: "read", rows: [{ code: "E14001063" }] });
  const twice = "code,name,Name,region_code,region,country\nE14001063,A,B,E12000008,B,C\n";
  expect(await problems(twice, readAreas)).toBe("The column “name” is there twice.");
});

test("a file that lacks columns is told what was found, what is missing, and where another is", async () => {
  const theyWorkForYou =
    '"Person ID","First name","Last name",Party,Constituency,URI\n' +
    '90001,Invented,Member,Example,"Aldershot",https://www.theyworkforyou.com/mp/90001\n';
  expect((await problems(theyWorkForYou, readSeats)).split("\n")).toEqual([
    "FILE lacks the columns pcon_code, member_id, full_title, display_as, member_email.",
    "The columns found, in line 1: “Person ID”, “First name”, “Last name”, “Party”, “Constituency”, “URI”.",
    expect.stringMatching(
      /^Missing under any known name: pcon_code \(or gss_code, .*\); member_id \(or .*\); .*; member_email \(or email, .*\)\.$/,
    ),
    "A fitting file is at the Department.",
  ]);
  expect((await problems("E14001063,Aldershot,South East\n", readAreas)).split("\n")).toEqual([
    "FILE has no line that names its columns; it begins with “E14001063”, “Aldershot”, “South East”.",
    "A fitting file is at the ONS.",
  ]);
  for (const nothing of ["", "\n\n", ",,,\n", "\ufeff"])
    expect(await problems(nothing, readAreas)).toBe(
      "FILE is empty.\nA fitting file is at the ONS.",
    );
  expect(await problems(rows([columns]), readSeats)).toBe(
    "FILE has a header in line 1 and no row below it.",
  );
});

test("a header that is repeated, totals and footnotes are no rows, and are named", async () => {
  const reading = await readSeats(
    rows([
      ...table.slice(0, 3),
      columns,
      ...table.slice(3),
      ["Total", "", "", "650"],
      [""],
      ["Source: House of Commons Library"],
      ["* by-election"],
    ]).replaceAll("\nTotal,,,650", "\nTotal,,,650,,"),
  );
  expect(reading).toMatchObject({ kind: "read", rows: seats, lines: [2, 3, 5] });
  expect(reading.kind === "read" && describeFound(reading.found)).toEqual([
    "Lines left out as no rows: 4 (“pcon_code”), 6 (“Total”), 8 (“Source: House of Commons Library”), 9 (“* by-election”).",
  ]);
});

test("rows too short or too long, cut off, or amid a table are refused by their line", async () => {
  const lines = [
    columns,
    ["E14001063", "5173", "Ann"],
    [...table[1]!, "more"],
    ["Total", "", "", "", "", ""],
    ...table.slice(2),
    ["W0700"],
  ];
  expect((await problems(rows(lines).trimEnd(), readSeats)).split("\n")).toEqual([
    "Line 2: has 3 cells, the header has 6.",
    "Line 3: has 7 cells, the header has 6.",
    expect.stringMatching(/^Line 4: pcon_code must be a GSS code/),
    "Line 7: has 1 cell, the header has 6.",
  ]);
  expect(await problems(`${rows(table)}E14001065,"1001,Ann\n`, readSeats)).toBe(
    "FILE is no CSV file that can be read: a quote that opens in or below line 5 does not close.",
  );
  expect(await problems(`${rows(table)}E14001065,"1001"x,Ann\n`, readSeats)).toMatch(
    /line 5 has text after a closing quote/,
  );
});

test("damaged cells are refused by their line", async () => {
  const cells: [string, RegExp][] = [
    ["Ann\0Example", /display_as has zero bytes: the file is damaged/],
    ["SiÃ¢n Example", /display_as “SiÃ¢n Example” was saved in a wrong encoding before/],
    ["Ann Oâ€™Neil", /display_as “Ann Oâ€™Neil” was/],
    ["Si\ufffdn Example", /display_as “Si\ufffdn Example” was/],
    ["#N/A", /display_as is #N\/A, a spreadsheet's failed formula/],
    ["#######", /display_as is #######, a/],
  ];
  for (const [cell, said] of cells)
    expect(await problems(rows(table).replace(",Ann Example,", `,${cell},`), readSeats)).toMatch(
      new RegExp(`^Line 2: ${said.source}`),
    );
  const numbers = ["many", "7.3E+04", "73,25", "73250.5", "-5", "1234567890"];
  for (const number of numbers)
    expect(
      await problems(
        `code,name,region_code,region,country,electorate\nE14001063,A,E12000008,B,C,"${number}"\n`,
        readAreas,
      ),
    ).toBe("Line 2: electorate must be a whole number or empty.");
});

test("files of another kind are known by their bytes, and told what to do", async () => {
  const sheet = { "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" };
  const packed = gzipSync(rows(table));
  const bomb = zip({ "members.csv": rows(table) });
  // what the directory says of the size
  bomb.writeUInt32LE(3_000_000_001, bomb.indexOf("PK\x01\x02") + 24);
  const kinds: [string | Uint8Array, RegExp][] = [
    [bomb, /members\.csv in the zip would have more than 3 GB/],
    [zip(sheet), /it is an Excel workbook: .*save it as CSV UTF-8/],
    [Buffer.from("d0cf11e0a1b11ae1", "hex"), /Excel workbook of the old kind/],
    [zip({ mimetype: "application/vnd.oasis", "content.xml": "<x/>" }), /OpenDocument/],
    [zip({ "Index/Document.iwa": "", "Metadata/a.plist": "" }), /Apple Numbers/],
    [zip({ "word/document.xml": "" }), /Word document/],
    ["%PDF-1.7\n", /it is a PDF/],
    ["\ufeff\n<!DOCTYPE html>\n<html>", /a web page \(HTML\)/],
    ["<html><table>", /a web page/],
    ['<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', /Excel workbook \(XML\)/],
    ['<?xml version="1.0"?><list>', /it is XML/],
    ['[{"code": "E14001063"}]', /it is JSON/],
    ['{"items": []}', /it is JSON/],
    ["{\\rtf1", /Rich Text/],
    ["version https://git-lfs.github.com/spec/v1\n", /Git LFS/],
    [Buffer.from("377abcaf271c", "hex"), /packed in a way/],
    [Buffer.from("89504e47", "hex"), /picture/],
    [Buffer.from("fffe0000", "hex"), /UTF-32/],
    [gzipSync(zip({ "a.csv": "" })), /a zip inside another file/],
    [zip({ "members.xlsx": "PK" }), /no CSV file .*, only members\.xlsx/],
    [
      zip(Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`${n}`, ""]))),
      /than 10,000 files/,
    ],
    [zip({}), /empty zip/],
    [zip({ "members.csv": rows(table) }).subarray(0, 200), /cut off or damaged/],
    [packed.subarray(0, packed.length - 20), /unexpected end of file: the gzip is cut off/],
  ];
  for (const [content, said] of kinds) expect(await problems(content, readSeats)).toMatch(said);
});

test("a big file given by mistake is not read whole", async () => {
  const line = `${"x".repeat(1023)}\n`;
  const big = line.repeat(8 * 1024 + 1);
  const said = "FILE is larger than 8 MB: this is another kind of file.";
  expect(await problems(big, readSeats)).toBe(said);
  expect(await problems(gzipSync(big), readSeats)).toBe(said);
  expect(await problems(zip({ "a.csv": big }), readSeats)).toBe(said);
});

test("a file is read from a pipe, a zip is not", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "csv-"));
  const pipe = path.join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const give = async (content: string | Uint8Array) => {
    const [reading] = await Promise.all([
      readCsv(pipe, seatRow, seatFile),
      fs.promises.writeFile(pipe, content),
    ]);
    return reading;
  };
  for (const content of [rows(table), gzipSync(rows(table))])
    expect(await give(content)).toMatchObject({ kind: "read", rows: seats });
  expect(await give(zip({ "a.csv": rows(table) }))).toEqual({
    kind: "unreadable",
    problems: [`${pipe} cannot be read: a zip is read from a file, not from a pipe.`],
  });
  fs.rmSync(folder, { recursive: true });
});

test("a damaged file in a zip is known by its checksum", async () => {
  const whole = zip({ "members.csv": rows(table) });
  const at = whole.lastIndexOf(Buffer.from("PK\x01\x02")) + 16;
  whole[at] = whole[at]! ^ 1;
  expect(await problems(whole, readSeats)).toMatch(/the zip is damaged/);
});

const trials = path.resolve("../shared/trials");
test.skipIf(!fs.existsSync(trials))(
  "files that people had are read, or refused in words (needs ../shared/trials)",
  async () => {
    const read = { kind: "read", rows: [{ area: "E14001063" }, { area: "E14001064" }, {}] };
    for (const name of [
      "10-members-semicolon.csv",
      "12-members-utf16-tab.txt",
      "13-members-sep-line.csv",
      "14-members-preamble.csv",
    ])
      expect(await readCsv(path.join(trials, name), seatRow, seatFile), name).toMatchObject(read);
    const empty = await readCsv(
      path.join(trials, "17-members-empty-rows-at-end.csv"),
      seatRow,
      seatFile,
    );
    expect(empty.kind === "read" && empty.rows.length).toBe(650);
    const areas = path.join(trials, "20-areas-without-optional-columns.csv");
    expect(await readCsv(areas, areaRow, areaFile)).toMatchObject({
      found: { missing: ["name_cy", "electorate", "parliament_id", "hex_q", "hex_r"] },
    });
    const refused = (name: string) => readCsv(path.join(trials, name), seatRow, seatFile);
    expect(await refused("18-members-theyworkforyou-header.csv")).toMatchObject({
      problems: expect.arrayContaining([seatFile.source]) as unknown,
    });
    expect(await refused("22-excel-workbook-named.csv")).toMatchObject({
      problems: [expect.stringContaining("it is an Excel workbook") as unknown],
    });
  },
);

test("a file of more lines than any list has is refused before they are read", async () => {
  const begun = process.cpuUsage();
  const lines = `code,name,region_code,region,country\n${"\n".repeat(2_000_000)}`;
  expect(await problems(lines, readAreas)).toBe(
    "FILE has more than 60,000 lines: this is another kind of file.",
  );
  // read line by line it would take minutes
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(10);
});
