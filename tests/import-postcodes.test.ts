import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { importPostcodes } from "#app/imports/import-postcodes.server.ts";
import { readBytes } from "#app/imports/open-file.server.ts";
import { nothingRead, readPostcodes } from "#app/imports/read-postcodes.server.ts";
import type { ImportReport } from "#app/imports/report.ts";
import { sayReport } from "#app/imports/tell-report.ts";
import { type How, IMPORT_LOCK } from "#app/imports/trial.server.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { emptyHouse, forced, forGood, trial } from "./support/imports.ts";
import { zip } from "./support/zip.ts";

async function importText(database: TestDatabase, content: string | Uint8Array, how: How = forced) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "postcodes-"));
  const file = path.join(folder, "postcodes");
  fs.writeFileSync(file, content);
  try {
    return await importPostcodes(database.pool, file, how);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function listPostcodes(database: TestDatabase) {
  return database.db.selectFrom("postcode").selectAll().orderBy("code").execute();
}

const three =
  "pcds,doterm,pcon24cd\nAB10 1AA,,S14000061\nAB10 1AB,202001,S14000061\nW1X 1AA,,E14001172\n";
const threeRows = [
  { code: "AB101AA", area_code: "S14000061" },
  { code: "AB101AB", area_code: "S14000061" },
  { code: "W1X1AA", area_code: "E14001172" },
];

/** A directory of a plausible size. */
function manyPostcodes(number: number, area = "E14001172"): string {
  const letters = "ABDEFGHJLNPQRSTUWXYZ";
  const line = (index: number) =>
    `M${1 + (index % 90)} ${Math.floor(index / 90) % 10}${letters[Math.floor(index / 900) % 20]}${letters[Math.floor(index / 18_000) % 20]},,${area}\n`;
  return `pcds,doterm,pcon24cd\n${Array.from({ length: number }, (_, index) => line(index)).join("")}`;
}

test("postcodes are imported, ended ones too", async () => {
  await using database = await freshDatabase();
  expect(await importText(database, three)).toMatchObject({
    kind: "imported",
    added: 3,
    moved: 0,
    removed: 0,
    unchanged: 0,
    repeated: 0,
    unknown: 3,
    unknownCodes: ["S14000061", "E14001172"],
    read: { rows: 3, ended: 1, withoutSeat: 0, bad: 0, problems: [] },
  });
  expect(await listPostcodes(database)).toEqual(threeRows);
});

test("the same postcodes again leave the table in place", async () => {
  await using database = await freshDatabase();
  const table = async () =>
    (await database.pool.query("select 'postcode'::regclass::oid as oid")).rows as unknown[];
  await importText(database, three);
  const before = await table();
  expect(await importText(database, three)).toMatchObject({
    added: 0,
    moved: 0,
    removed: 0,
    unchanged: 3,
  });
  expect(await table()).toEqual(before);
});

test("what was added, moved and removed is counted, and a dry run only counts", async () => {
  await using database = await freshDatabase();
  await importText(database, three);
  const next = "pcds,pcon24cd\nAB10 1AA,S14000061\nAB10 1AB,S14000062\nZE1 0AA,S14000027\n";
  const changes = { kind: "imported", added: 1, moved: 1, removed: 1, unchanged: 1 };
  expect(await importText(database, next, { ...trial, force: true })).toMatchObject(changes);
  expect(await listPostcodes(database)).toEqual(threeRows);
  expect(await importText(database, next)).toMatchObject(changes);
  expect(await listPostcodes(database)).toEqual([
    { code: "AB101AA", area_code: "S14000061" },
    { code: "AB101AB", area_code: "S14000062" },
    { code: "ZE10AA", area_code: "S14000027" },
  ]);
});

test("columns are found by the names of every year, quoted or not", async () => {
  const files = {
    "until May 2025":
      '"pcd","pcd2","pcds","dointr","doterm","oscty","pcon"\r\n"AB101AA","AB10 1AA","AB10 1AA","198001","","S99999999","S14000061"\r\n"AB101AB","AB10 1AB","AB10 1AB","198001","202001","","S14000061"\r\n"W1X1AA","W1X  1AA","W1X 1AA","","","","E14001172"\r\n',
    since:
      '\ufeffpcd7,pcd8,PCDS,oseast1m,ctry25nm,pcon10cd,pcon24cd\nAB101AA,AB10 1AA,AB10 1AA,1,Alba,S14000001,S14000061\nAB101AB,AB10 1AB,AB10 1AB,1,Ünïcode,S14000001,S14000061\nW1X1AA,W1X  1AA,W1X 1AA,1,"a, ""b""",E14000001,E14001172',
    "without pcds": "pcon24,pcd\nS14000061,AB101AA\nS14000061,AB101AB\nE14001172,W1X1AA\n",
  };
  for (const content of Object.values(files)) {
    await using database = await freshDatabase();
    expect(await importText(database, content)).toMatchObject({ kind: "imported", added: 3 });
    expect(await listPostcodes(database)).toEqual(threeRows);
  }
});

test("a gzipped file and the biggest file of a zip's Data folder are read", async () => {
  const zipped = zip({
    "Documents/guide.csv": manyPostcodes(1000),
    "ONSPD/Data/multi_csv/ONSPD_AB.csv": manyPostcodes(1000),
    "ONSPD/Data/part.csv": "pcds,pcon24cd\n",
    "ONSPD/Data/ONSPD.csv": three,
  });
  for (const content of [gzipSync(three), zipped]) {
    await using database = await freshDatabase();
    expect(await importText(database, content)).toMatchObject({ kind: "imported", added: 3 });
    expect(await listPostcodes(database)).toEqual(threeRows);
  }
});

test("postcodes without a constituency are left out and counted", async () => {
  await using database = await freshDatabase();
  const content = `${three}JE2 3AB,,L99999999\nIM1 1AA,,M99999999\nSW1A 1AA,,\n\n`;
  expect(await importText(database, content)).toMatchObject({
    added: 3,
    read: { rows: 6, withoutSeat: 3, bad: 0 },
  });
});

test("bad lines refuse the import by their number, unless forced, which leaves them out", async () => {
  await using database = await emptyHouse();
  const broken = Array.from({ length: 12 }, () => "AB10 1AC\n").join("");
  const content = `${manyPostcodes(100_000)}SWIA 1AA,,E14001172\nSW1A 1AA,,Westminster\n"SW1A 1AB,,E14001172\n${broken}`;
  const refused = await importText(database, content, forGood);
  expect(refused).toEqual({
    kind: "refused",
    forcible: true,
    problems: [
      'Line 100002: "SWIA 1AA" is no postcode.',
      'Line 100003: "Westminster" is no GSS code.',
      "Line 100004 has too few columns, or a quote that does not close.",
      ...Array.from(
        { length: 7 },
        () => expect.stringMatching(/^Line 10\d+ has too few columns/) as unknown,
      ),
      "… and 5 more",
    ],
  });
  expect(await listPostcodes(database)).toEqual([]);
  expect(await importText(database, content)).toMatchObject({ added: 100_000, read: { bad: 15 } });
});

test("a small directory is refused unless forced, a big one is not", async () => {
  await using database = await emptyHouse();
  expect(await importText(database, three, forGood)).toMatchObject({
    kind: "refused",
    forcible: true,
    problems: [
      "The file has 3 postcodes with a constituency, fewer than 100000.",
      "2 of 3 postcodes (66.6 %) lie in constituencies that are not imported, such as AB10 1AA, AB10 1AB in S14000061: are these codes another year's?",
    ],
  });
  expect(await listPostcodes(database)).toEqual([]);
  expect(await importText(database, manyPostcodes(100_000), forGood)).toMatchObject({
    kind: "imported",
    added: 100_000,
  });
});

test("a postcode listed twice is taken once; in two constituencies it needs force", async () => {
  await using database = await emptyHouse();
  const again = "ab10  1aa,,S14000061\n";
  expect(await importText(database, three + again)).toMatchObject({ added: 3, repeated: 1 });
  const differing = `${manyPostcodes(100_000)}${three.slice(21)}AB10 1AA,,S14000062\n`;
  expect(await importText(database, differing, forGood)).toEqual({
    kind: "refused",
    forcible: true,
    problems: ["AB10 1AA is there more than once, in different constituencies."],
  });
  expect(await listPostcodes(database)).toEqual(threeRows);
  expect(await importText(database, `${three}AB10 1AA,,S14000062\n`)).toMatchObject({
    moved: 1,
    repeated: 1,
  });
  expect((await listPostcodes(database))[0]?.area_code).toBe("S14000062");
});

test("a broken file is refused in words and the old postcodes stay", async () => {
  await using database = await freshDatabase();
  await importText(database, three);
  const packed = gzipSync(manyPostcodes(50_000));
  const files: [string | Uint8Array, RegExp][] = [
    ["", /is empty/],
    ["a,b,c\n1,2,3\n", /no column of postcodes/],
    ["pcds,ctry\nAB10 1AA,S92000003\n", /no column of constituencies/],
    ["x".repeat(1_100_000), /longer than 1 MB/],
    [packed.subarray(0, packed.length / 2), /cannot be read: unexpected end of file/],
    [Buffer.concat([packed.subarray(0, 1000), Buffer.alloc(5000, 7)]), /cannot be read/],
    [zip({ "Documents/a.csv": three }), /no CSV file in a folder Data .*only Documents\/a\.csv/],
    [zip({ "Data/a.csv": three }).subarray(0, 100), /cannot be read/],
  ];
  for (const [content, reason] of files) {
    const outcome = await importText(database, content);
    expect(outcome).toEqual({
      kind: "refused",
      forcible: false,
      problems: [expect.stringMatching(reason) as unknown],
    });
  }
  expect(await importPostcodes(database.pool, "no-such-file.zip", forced)).toEqual({
    kind: "refused",
    forcible: false,
    problems: ["no-such-file.zip cannot be read: there is no such file."],
  });
  expect(await listPostcodes(database)).toEqual(threeRows);
  const tables = await database.pool.query("select from pg_class where relname ~ '^postcode_new'");
  expect(tables.rowCount).toBe(0);
});

test("names, constraints and grants are the same after the swap", async () => {
  await using database = await freshDatabase();
  const role = `reader_${Math.random().toString(36).slice(2)}`;
  await database.pool.query(`create role ${role}`);
  await database.pool.query(`grant select on postcode to ${role}`);
  const looks = async () => {
    const { rows } = await database.pool.query(`
      select (select array_agg(conname || ' ' || pg_get_constraintdef(oid) order by conname)
          from pg_constraint where conrelid = pg_class.oid) as constraints,
        (select array_agg(indexrelid::regclass::text) from pg_index
          where indrelid = pg_class.oid) as indexes,
        (select array_agg(attname || attnotnull || format_type(atttypid, atttypmod) || attcollation)
          from pg_attribute where attrelid = pg_class.oid and attnum > 0) as columns,
        relacl::text, relpersistence
      from pg_class where oid = 'postcode'::regclass`);
    return rows as unknown[];
  };
  const before = await looks();
  await importText(database, three);
  await importText(database, `${three}ZE1 0AA,,S14000027\n`);
  expect(await looks()).toEqual(before);
  await database.pool.query(`drop owned by ${role}`);
  await database.pool.query(`drop role ${role}`);
});

test("look-ups go on during imports and see one table or the other", async () => {
  await using database = await emptyHouse();
  await importText(database, manyPostcodes(100_000, "E14001001"), forGood);
  let running = true;
  const seen = new Set<string | undefined>();
  const lookUp = async () => {
    while (running) {
      const row = await database.db
        .selectFrom("postcode")
        .select("area_code")
        .where("code", "=", "M10AA")
        .executeTakeFirst();
      seen.add(row?.area_code);
    }
  };
  const lookingUp = [lookUp(), lookUp(), lookUp()];
  for (const area of ["E14001002", "E14001003"])
    expect(await importText(database, manyPostcodes(100_000, area))).toMatchObject({
      moved: 100_000,
    });
  running = false;
  await Promise.all(lookingUp);
  expect([...seen].filter((area) => !area?.startsWith("E1400100"))).toEqual([]);
});

test("a second import at the same time is refused", async () => {
  await using database = await freshDatabase();
  const client = await database.pool.connect();
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1)", [IMPORT_LOCK]);
  expect(await importText(database, three)).toEqual({
    kind: "refused",
    forcible: false,
    hint: "wait",
    problems: ["Another import is running."],
  });
  await client.query("rollback");
  client.release();
  expect(await importText(database, three)).toMatchObject({ added: 3 });
});

test("the swap waits for a transaction that holds the old table", async () => {
  await using database = await freshDatabase();
  await importText(database, three);
  const client = await database.pool.connect();
  await client.query("begin");
  await client.query("select from postcode");
  const importing = importText(database, `${three}ZE1 0AA,,S14000027\n`);
  const waiting = async () => {
    const { rows } = await database.pool.query<{ number: number }>(
      "select count(*) as number from pg_locks where not granted",
    );
    return rows[0]?.number;
  };
  while ((await waiting()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await client.query("commit");
  client.release();
  expect(await importing).toMatchObject({ added: 1 });
});

test("any delimiter, line end, encoding and place of the header is read", async () => {
  const wide = (text: string) => Buffer.from(text, "utf16le");
  const separated = (delimiter: string) => three.replaceAll(",", delimiter);
  const files: Record<string, [string | Uint8Array, object]> = {
    semicolons: [separated(";"), { columns: { delimiter: ";" } }],
    tabs: [separated("\t"), { columns: { delimiter: "\t" } }],
    bars: [separated("|"), { columns: { delimiter: "|" } }],
    "sep=": [`sep=;\r\n${separated(";").replaceAll("\n", "\r\n")}`, { line: 2 }],
    "sep= after a mark": [`\ufeff"sep=;"\n${separated(";")}`, { line: 2 }],
    "a preamble": [`Postcodes, of "May"\n\n;;\n${separated(";")}`, { line: 4 }],
    "old Macintosh's line ends": [three.replaceAll("\n", "\r"), { line: 1 }],
    "line ends mixed": [three.replace("\n", "\r\n").replace("1AB,202001,S14000061\n", "1AB,202001,S14000061\r"), {}],
    "mostly carriage returns": [three.replaceAll("\n", "\r").replace("\r", "\n").replace("061\r", "061\r\n"), {}],
    "UTF-16": [wide(`\ufeff${separated("\t")}`), {}],
    "UTF-16 without a mark": [wide(three), {}],
    "UTF-16, the other way": [wide(`\ufeff${three}`).swap16(), {}],
    "a header with line breaks": [three.replace("doterm", '"date of\ntermination"'), { line: 2 }],
    "no-break spaces and capitals": [three.replace("pcds", "\u00a0PCDS ").replace("pcon24cd", "PCON24CD\u00a0"), {}],
    "delimiters at each end": [three.replaceAll("\n", ",,\n"), {}],
    "empty rows": [three.replaceAll("\n", '\n,,\n\n , ,\n"","",""\n'), {}],
    "the header again": [three + three.slice(0, 21), {}],
    "small letters, spaces, apostrophes": [three.replace("AB10 1AA,,S14000061", "'ab10\u00a01aa ,, s14000061").replace("E14001172", "'E14001172"), {}],
    "the end-of-file sign of DOS": [`${three}\u001a`, {}],
    "two marks": [`\ufeff\ufeff${three}`, {}],
  }; // prettier-ignore
  for (const [what, [content, header]] of Object.entries(files)) {
    await using database = await freshDatabase();
    expect(await importText(database, content), what).toMatchObject({
      kind: "imported",
      added: 3,
      read: { rows: 3, ended: 1, bad: 0, header },
    });
    expect(await listPostcodes(database), what).toEqual(threeRows);
  }
});

test("lines are the same, wherever the chunks of a file are cut", async () => {
  const text = `sep=;\r\n${three.replaceAll(",", ";").replaceAll("\n", "\r\n")}`;
  for (const content of [
    Buffer.from(text),
    Buffer.from(text.replaceAll("\r\n", "\r")),
    Buffer.from(`\ufeff${text}`, "utf16le"),
  ]) {
    for (let cut = 2; cut < content.length; cut += 1) {
      async function* chunks() {
        yield await Promise.resolve(content.subarray(0, cut));
        yield content.subarray(cut);
      }
      const read = nothingRead();
      let lines = "";
      for await (const batch of readPostcodes(chunks(), read, () => {})) lines += batch;
      expect(lines).toBe("AB101AA\tS14000061\nAB101AB\tS14000061\nW1X1AA\tE14001172\n");
      expect(read.lines).toBe(5);
    }
  }
});

test("in a zip Data comes first, then the top, then another folder; it is said which was read", async () => {
  const small = "pcds,pcon24cd\n";
  const zips: [Record<string, string>, string][] = [
    [{ "postcodes.csv": three }, "postcodes.csv"],
    [{ "a.csv": small, "b.csv": three, "sub/c.csv": manyPostcodes(100) }, "b.csv"],
    [{ "my list/a.csv": three, "__MACOSX/my list/._a.csv": manyPostcodes(100) }, "my list/a.csv"],
    [{ "NSPL/Data/a.csv": three, "b.csv": manyPostcodes(100) }, "NSPL/Data/a.csv"],
    [{ "Data/a.txt": manyPostcodes(100), "Data/a.csv": three }, "Data/a.csv"],
    [{ "a.txt": three, "readme.md": "x" }, "a.txt"],
  ];
  for (const [files, inside] of zips) {
    await using database = await freshDatabase();
    expect(await importText(database, zip(files))).toMatchObject({ added: 3, read: { inside } });
  }
});

test("without constituencies postcodes are refused: import those first", async () => {
  await using database = await freshDatabase();
  expect(await importText(database, manyPostcodes(100_000), forGood)).toEqual({
    kind: "refused",
    problems: ["No constituencies are imported yet."],
    forcible: true,
    hint: "import-areas",
  });
  expect(await importText(database, three)).toMatchObject({ added: 3, unknown: 3 });
});

test("a part of the directory does not replace the whole, unless forced", async () => {
  await using database = await emptyHouse();
  const whole = manyPostcodes(104_000);
  const without = (number: number) => whole.split("\n").toSpliced(1, number).join("\n");
  await importText(database, whole, forGood);
  expect(await importText(database, without(2_081), forGood)).toEqual({
    kind: "refused",
    forcible: true,
    problems: [
      "2,081 of 104,000 postcodes (2 %) are not in the file, such as M10 0AA, M10 0BA, M10 0DA: is it a part of the directory?",
    ],
  });
  expect(await listPostcodes(database)).toHaveLength(104_000);
  expect(await importText(database, without(2_080), forGood)).toMatchObject({ removed: 2_080 });
  await importText(database, whole, forGood);
  expect(await importText(database, without(2_081), forced)).toMatchObject({ removed: 2_081 });
});

test("a demo's few postcodes do not stand in the way of the directory", async () => {
  await using database = await emptyHouse();
  await importText(database, three);
  expect(await importText(database, manyPostcodes(100_000), forGood)).toMatchObject({
    kind: "imported",
    removed: 3,
  });
});

test("codes of another year are refused, unless forced; a few unknown ones are told", async () => {
  await using database = await emptyHouse();
  await importText(database, manyPostcodes(100_000), forGood);
  expect(await importText(database, manyPostcodes(100_000, "E14000530"), forGood)).toEqual({
    kind: "refused",
    forcible: true,
    problems: [
      "100,000 of 100,000 postcodes (100 %) lie in constituencies that are not imported, such as M10 0AA, M10 0AB, M10 0AD in E14000530: are these codes another year's?",
    ],
  });
  const few = manyPostcodes(100_000) + three.slice(21);
  expect(await importText(database, few, forGood)).toMatchObject({
    kind: "imported",
    added: 3,
    unknown: 2,
    unknownCodes: ["S14000061"],
  });
});

test("columns sorted apart from each other are refused", async () => {
  await using database = await emptyHouse();
  await importText(database, manyPostcodes(100_000), forGood);
  const moved = manyPostcodes(100_000).replaceAll(/,E14001172(?=\nM[12])/g, ",E14001173");
  expect(await importText(database, moved, forGood)).toMatchObject({
    kind: "refused",
    problems: [expect.stringMatching(/would move to another constituency/) as unknown],
  });
});

test("districts, a spreadsheet's last line, and a column without codes are refused", async () => {
  await using database = await emptyHouse();
  const districts = "pcds,pcon24cd\nSW1A,E14001172\nN7,E14001172\n";
  expect(await importText(database, districts, forGood)).toMatchObject({
    problems: ['Line 2: "SW1A" is no postcode.', 'Line 3: "N7" is no postcode.'],
  });
  // nothing is worth an empty table
  expect(await importText(database, districts, forced)).toMatchObject({
    kind: "refused",
    forcible: false,
    problems: ["The file has no postcode with a constituency."],
  });
  const cut = `${manyPostcodes(100_000)}${"\n".repeat(1_048_576 - 100_001)}`;
  expect(await importText(database, cut, forGood)).toMatchObject({
    problems: [expect.stringMatching(/ends with line 1,048,576, where a spreadsheet cuts off/)],
  });
  const none = manyPostcodes(120_000).replaceAll(/(M(?:\d|10) .*),E14001172/g, "$1,");
  expect(await importText(database, none, forGood)).toMatchObject({
    problems: [expect.stringMatching(/have no constituency in the column pcon24cd/)],
  });
});

test("codes of the Channel Islands and the Isle of Man are no constituencies", async () => {
  await using database = await freshDatabase();
  const islands =
    "JE2 3AB,,L93000001\nIM1 1AA,,M83000003\nGY1 1AA,,L99999999\nBT1 1AA,,N05000003\n";
  expect(await importText(database, three + islands)).toMatchObject({
    added: 4,
    read: { rows: 7, withoutSeat: 3, bad: 0 },
  });
});

test("a file that is cut off or damaged changes nothing, though many of its rows were read", async () => {
  await using database = await emptyHouse();
  await importText(database, three);
  const text = manyPostcodes(100_000);
  const damaged = zip({ "a.csv": text });
  const sum = damaged.lastIndexOf(Buffer.from("PK\x01\x02")) + 16;
  damaged[sum] = damaged[sum]! ^ 1;
  const packed = gzipSync(text);
  for (const content of [packed.subarray(0, -9), damaged, zip({ "a.csv": text }).subarray(0, -30)])
    expect(await importText(database, content)).toMatchObject({ kind: "refused" });
  expect(await listPostcodes(database)).toEqual(threeRows);
});

test("an import is told by constituency and written down, a trial only told", async () => {
  await using database = await emptyHouse();
  const reports: ImportReport[] = [];
  const record: How["record"] = (_, report) => Promise.resolve(void reports.push(report));
  await importText(database, manyPostcodes(100_000), { ...forGood, record });
  const next =
    manyPostcodes(100_000)
      .replace("M1 0AA,,E14001172\n", "")
      .replace(/M2 0AA,,E14001172/, "M2 0AA,,E14001173")
      .replace(/M3 0AA,,E14001172/, "M3 0AA,,E14001173")
      .replace(/M4 0AA,,E14001172/, "M4 0AA,,E14001001") + "W1X 1AA,,E14001001\n";
  const told = [
    "Constituencies with changes, 2:",
    "  Seat 172: 2 moved to Seat 173, 1 moved to Seat 1, 1 removed",
    "  Seat 1: 1 added",
  ];
  const say = (outcome: Awaited<ReturnType<typeof importText>>) =>
    outcome.kind === "imported" ? sayReport(outcome.report, false) : outcome.problems;
  expect(say(await importText(database, next, { ...trial, record }))).toEqual(told);
  expect(reports).toHaveLength(1);
  expect(say(await importText(database, next, { ...forGood, record }))).toEqual(told);
  expect(reports[1]).toMatchObject([
    { what: "Postcodes added", number: 1 },
    { what: "Postcodes moved to another constituency", number: 3 },
    { what: "Postcodes removed", number: 1 },
    { what: "Constituencies with changes", number: 2 },
  ]);
});

const directory = path.resolve("../shared/data/postcodes-2025-05.csv.gz");
test.skipIf(!fs.existsSync(directory))(
  "the whole directory of May 2025 is read without a bad line (needs ../shared/data)",
  async () => {
    const counts = nothingRead();
    let placed = 0;
    for await (const batch of readPostcodes(readBytes(directory), counts, () => {}))
      placed += batch.split("\n").length - 1;
    expect(counts).toMatchObject({
      lines: 2_651_942,
      rows: 2_651_941,
      ended: 0,
      withoutSeat: 21_256,
      bad: 0,
      problems: [],
    });
    expect(placed).toBe(2_630_685);
  },
);

test("a small file that unpacks to more lines than any directory has fills no disk", async () => {
  await using database = await emptyHouse();
  const million = Buffer.from("AB10 1AA,,S14000061\n".repeat(1_000_000));
  const packed = gzipSync(Buffer.concat([Buffer.from(three), ...Array<Buffer>(7).fill(million)]), {
    level: 1,
  });
  const outcome = await importText(database, packed, trial);
  expect(outcome).toMatchObject({ kind: "refused" });
  expect(JSON.stringify(outcome)).toContain("more than 6,000,000 lines");
});
