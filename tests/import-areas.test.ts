import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { areaColumnNames, areaRow } from "#app/places/area.ts";
import { importAreas } from "#app/imports/import-areas.server.ts";
import { readCsv } from "#app/imports/read-csv.server.ts";
import { sayReport } from "#app/imports/tell-report.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { forced, forGood, seats, trial } from "./support/imports.ts";

const areaFile = { names: areaColumnNames, source: "Ask the ONS." };
const header = "code,name,name_cy,region_code,region,country,electorate,parliament_id,hex_q,hex_r";

async function read(content: string | Uint8Array) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "areas-"));
  const file = path.join(folder, "areas.csv");
  fs.writeFileSync(file, content);
  const reading = await readCsv(file, areaRow, areaFile);
  fs.rmSync(folder, { recursive: true });
  return reading;
}

/** Where and when each row was written last: equal before and after means nothing was written. */
async function writings(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await database.pool.query("select code, ctid, xmin from area order by code");
  return rows as unknown[];
}

test("areas are imported with their legislature", async () => {
  await using database = await freshDatabase();
  const rows = seats(650);
  expect(await importAreas(database.db, rows, forGood)).toEqual({
    kind: "imported",
    report: expect.anything() as unknown,
    added: 650,
    changed: 0,
    unchanged: 0,
    unlisted: 0,
  });
  const stored = await database.db.selectFrom("area").selectAll().orderBy("code").execute();
  expect(stored).toEqual(rows.map((row) => ({ ...row, legislature_id: "uk-commons" })));
  expect(await database.db.selectFrom("legislature").selectAll().execute()).toEqual([
    {
      id: "uk-commons",
      name: "House of Commons",
      country: "GB",
      seats: 650,
      time_zone: "Europe/London",
      letters_stopped: false,
    },
  ]);
});

test("the same areas again write nothing", async () => {
  await using database = await freshDatabase();
  await importAreas(database.db, seats(650), forGood);
  await database.db.updateTable("legislature").set({ letters_stopped: true }).execute();
  const before = await writings(database);
  expect(await importAreas(database.db, seats(650).reverse(), forGood)).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 650,
  });
  expect(await writings(database)).toEqual(before);
  const legislature = await database.db.selectFrom("legislature").selectAll().executeTakeFirst();
  expect(legislature?.letters_stopped).toBe(true);
});

test("changed areas are changed, areas no longer listed are kept, and all are named", async () => {
  await using database = await freshDatabase();
  await importAreas(database.db, seats(649), forGood);
  const [, second, third, ...others] = seats(650);
  const rows = [
    { ...second!, name: "Renamed", electorate: null },
    { ...third!, name_cy: "Sedd 3" },
    ...others,
  ];
  const outcome = await importAreas(database.db, rows, forGood);
  expect(outcome).toMatchObject({ added: 1, changed: 2, unchanged: 646, unlisted: 1 });
  expect(outcome.kind === "imported" && sayReport(outcome.report, false)).toEqual([
    "Areas added, 1:",
    "  Seat 650 E14001650",
    "Areas changed, 2:",
    "  Renamed: name: Seat 2 → Renamed, electorate: 70001 → —",
    "  Seat 3: Welsh name: — → Sedd 3",
    "Kept though not listed, 1:",
    "  Seat 1 E14001001",
  ]);
  expect(await writings(database)).toHaveLength(650);
});

test("a recoded seat takes the number of its predecessor, and two seats may swap theirs", async () => {
  await using database = await freshDatabase();
  await importAreas(database.db, seats(650), forGood);
  const rows = seats(650);
  rows[0] = { ...rows[0]!, code: "E14009999" };
  [rows[1]!.parliament_id, rows[2]!.parliament_id] = [
    rows[2]!.parliament_id,
    rows[1]!.parliament_id,
  ];
  expect(await importAreas(database.db, rows, forGood)).toMatchObject({ added: 1, changed: 2 });
  const recoded = await database.db
    .selectFrom("area")
    .select(["code", "parliament_id"])
    .where("code", "in", ["E14001001", "E14009999"])
    .orderBy("code")
    .execute();
  expect(recoded).toEqual([
    { code: "E14001001", parliament_id: null },
    { code: "E14009999", parliament_id: 4001 },
  ]);
});

test("a dry run finds the same and writes nothing", async () => {
  await using database = await freshDatabase();
  expect(await importAreas(database.db, seats(650), trial)).toMatchObject({
    added: 650,
  });
  expect(await database.db.selectFrom("area").selectAll().execute()).toEqual([]);
  expect(await database.db.selectFrom("legislature").selectAll().execute()).toEqual([]);
});

test("fewer than 600 seats are refused unless forced, a code twice is refused always", async () => {
  await using database = await freshDatabase();
  expect(await importAreas(database.db, seats(599), forGood)).toEqual({
    kind: "refused",
    problems: ["The file has 599 seats, fewer than 600."],
    forcible: true,
  });
  const twice = [...seats(650), seats(1)[0]!];
  expect(await importAreas(database.db, twice, forced)).toEqual({
    kind: "refused",
    problems: [
      "The code E14001001 is there more than once.",
      "The parliament_id 4001 is there more than once.",
    ],
    forcible: false,
  });
  expect(await writings(database)).toEqual([]);
  expect(await importAreas(database.db, seats(3), forced)).toMatchObject({
    added: 3,
  });
});

test("columns are found by name, quotes and a byte order mark are read, others left alone", async () => {
  const reading = await read(
    "\ufeffname,code,name_cy,region_code,region,country_code,country,electorate,parliament_id,hex_q,hex_r\r\n" +
      '"Brecon,  Radnor and\u00a0Cwm Tawe",W07000093,"Aberhonddu, Maesyfed a Chwm Tawe",W92000004,Wales,W92000004,Wales,74114,,-5,-8\r\n',
  );
  expect(reading).toMatchObject({
    kind: "read",
    lines: [2],
    rows: [
      {
        code: "W07000093",
        name: "Brecon, Radnor and Cwm Tawe",
        name_cy: "Aberhonddu, Maesyfed a Chwm Tawe",
        region_code: "W92000004",
        region: "Wales",
        country: "Wales",
        electorate: 74114,
        parliament_id: null,
        hex_q: -5,
        hex_r: -8,
      },
    ],
  });
});

test("bad rows are named by their line", async () => {
  const reading = await read(
    [
      header,
      "E14001001,One,,E12000008,South East,England,70000,4001,1,1",
      "14001002,Two,,E12000008,South East,England,70000,4002,1,1",
      '"E14001003","Three\n","",E12000008,,England,many,4003,1,99999999999',
      "",
    ].join("\n"),
  );
  expect(reading).toEqual({
    kind: "unreadable",
    problems: [
      "Line 3: code must be a GSS code such as E14001063.",
      "Line 4: region is empty, electorate must be a whole number or empty, hex_r must be a whole number or empty.",
    ],
  });
});

test("a file that is none, lacks columns, has ragged rows or is not UTF-8 is refused", async () => {
  const problems = async (content: string | Uint8Array) => {
    const reading = await read(content);
    return reading.kind === "unreadable" ? reading.problems.join("\n") : "read";
  };
  expect(await problems("code,name\nE14001001,One\n")).toMatch(
    /lacks the columns region_code, region, country\.\n.*, in line 1: “code”, “name”\.\n.*region_code \(or .*\nAsk the ONS\.$/,
  );
  expect(await problems(`${header}\nE14001001,One\n`)).toMatch(
    /^Line 2: has 2 cells, the header has 10\.$/,
  );
  expect(await problems(`${header}\n"E14001001,One\n`)).toMatch(
    /no CSV file .* a quote that opens in or below line 2 does not close/,
  );
  expect(await problems(Uint8Array.of(0x63, 0x6f, 0x81))).toMatch(/not UTF-8/);
  expect(await readCsv("no-such-file.csv", areaRow, areaFile)).toEqual({
    kind: "unreadable",
    problems: ["no-such-file.csv cannot be read: there is no such file."],
  });
});
