import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { areaColumnNames, type AreaRow, areaRow } from "#app/places/area.ts";
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

const without = <Column extends keyof AreaRow>(rows: AreaRow[], ...columns: Column[]) =>
  rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).filter(([column]) => !columns.includes(column as Column)),
      ) as unknown as AreaRow,
  );

test("a column that is not in the file changes nothing", async () => {
  await using database = await freshDatabase();
  const welsh = seats(650).map((row) => ({ ...row, name_cy: `Sedd ${row.code}` }));
  await importAreas(database.db, welsh, forGood);
  const before = await writings(database);
  const bare = without(welsh, "name_cy", "electorate", "parliament_id", "hex_q", "hex_r");
  expect(await importAreas(database.db, bare, forGood)).toMatchObject({ unchanged: 650 });
  expect(await writings(database)).toEqual(before);
  bare[0] = { ...bare[0]!, name: "Renamed" };
  expect(await importAreas(database.db, bare, forGood)).toMatchObject({ changed: 1 });
  const stored = database.db.selectFrom("area").selectAll().where("code", "=", bare[0].code);
  expect(await stored.executeTakeFirst()).toMatchObject({ ...welsh[0], name: "Renamed" });
});

test("an empty cell clears one, and a column emptied for over five per cent is refused", async () => {
  await using database = await freshDatabase();
  await importAreas(database.db, seats(650), forGood);
  const emptied = (number: number) =>
    seats(650).map((row, index) => (index < number ? { ...row, electorate: null } : row));
  for (const number of [33, 650])
    expect(await importAreas(database.db, emptied(number), forGood)).toEqual({
      kind: "refused",
      problems: [
        `${number} of 650 seats would lose their electorate (E14001001, E14001002, E14001003, …).`,
      ],
      forcible: true,
    });
  expect(await importAreas(database.db, emptied(1), forGood)).toMatchObject({ changed: 1 });
  expect(await importAreas(database.db, emptied(650), forced)).toMatchObject({ changed: 649 });
});

test("another year's codes are refused: a House has no more seats than it has", async () => {
  await using database = await freshDatabase();
  await importAreas(database.db, seats(650), forGood);
  const of2010 = without(seats(650), "parliament_id").map((row, index) => ({
    ...row,
    code: `E${14_000_530 + index}`,
  }));
  const refused = await importAreas(database.db, of2010, forGood);
  expect(refused.kind === "refused" && refused.problems[0]).toBe(
    "471 of 650 seats would be added to the 650 stored, in a House of 650. These look like another year’s codes (Seat 1 E14000530; Seat 2 E14000531; Seat 3 E14000532; …).",
  );
  const elsewhere = of2010.map((row) => ({ ...row, name: `Old ${row.name}` }));
  const both = await importAreas(database.db, elsewhere, forGood);
  expect(both.kind === "refused" && both.problems[0]).toMatch(/^471 of 650 seats would be added/);
  expect(await importAreas(database.db, seats(651), forGood)).toMatchObject({
    problems: ["The file has 651 seats, more than the 650 of the House."],
  });
  expect(await writings(database)).toHaveLength(650);
});

test("a few seats with new codes are taken, named with the old ones, year after year", async () => {
  await using database = await freshDatabase();
  const rows = without(seats(650), "parliament_id");
  await importAreas(database.db, rows, forGood);
  for (const [index, code] of ["E14009001", "E14009002"].entries()) {
    rows[index] = { ...rows[index]!, code, name: `The Seat ${index + 1}` };
    const outcome = await importAreas(database.db, rows, forGood);
    expect(outcome).toMatchObject({ added: 1, changed: 0, unlisted: index + 1 });
    expect(outcome.kind === "imported" && sayReport(outcome.report, false).slice(0, 2)).toEqual([
      "Areas added, 1:",
      `  The Seat ${index + 1} ${code}: in the place of E1400100${index + 1}`,
    ]);
  }
});

test("names sorted alone, a region's code filled down, two seats in one cell are refused", async () => {
  await using database = await freshDatabase();
  const problems = async (rows: AreaRow[]) => {
    const outcome = await importAreas(database.db, rows, forGood);
    return outcome.kind === "refused" ? outcome.problems : [];
  };
  const regions = seats(650).map((row, index) =>
    index % 2 ? { ...row, region: "Scotland", region_code: "S92000003" } : row,
  );
  expect(await problems(regions)).toEqual([]);
  expect(await problems(regions.map((row) => ({ ...row, region_code: "E12000008" })))).toEqual([
    "The code E12000008 stands for several regions: South East; Scotland.",
  ]);
  const names = regions.map(({ name }) => name);
  const shifted = regions.map((row, index) => ({ ...row, name: names[(index + 1) % 650]! }));
  expect(await problems(shifted)).toEqual([
    "650 names stand where another had them before, as if one column was sorted or shifted alone (E14001001, E14001002, E14001003, …).",
  ]);
  const electors = regions.map(({ electorate }) => electorate).toReversed();
  const sorted = regions.map((row, index) => ({ ...row, electorate: electors[index]! }));
  expect((await problems(sorted))[0]).toMatch(
    /^650 electorates are others than before, and as many have each/,
  );
  const [even, odd] = [regions[0]!, regions[1]!];
  const halves = regions.map((row, index) => {
    const { region, region_code } = index < 325 ? even : odd;
    return { ...row, region, region_code };
  });
  expect((await problems(halves))[0]).toMatch(/^324 regions are others than before/);
  const cells = regions.map((row, index) => (index === 1 ? { ...row, hex_q: 0 } : row));
  expect(await problems(cells)).toEqual(["The map cell 0, -12 is there more than once."]);
  const filled = regions.map((row) => ({ ...row, electorate: 70_000 }));
  expect(await problems(filled)).toEqual([
    "649 seats would have 70000 electors (E14001002, E14001003, E14001004, …).",
  ]);
});
