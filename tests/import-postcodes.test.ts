import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { importPostcodes } from "#app/imports/import-postcodes.server.ts";
import { readBytes } from "#app/imports/open-file.server.ts";
import { type PostcodeCounts, readPostcodes } from "#app/imports/read-postcodes.server.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { zip } from "./support/zip.ts";

const forced = { dryRun: false, force: true };
const forGood = { dryRun: false, force: false };

async function importText(
  database: TestDatabase,
  content: string | Uint8Array,
  how: { dryRun: boolean; force: boolean } = forced,
) {
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
  expect(await importText(database, three)).toEqual({
    kind: "imported",
    added: 3,
    moved: 0,
    removed: 0,
    unchanged: 0,
    repeated: 0,
    unknownAreas: 2,
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
  expect(await importText(database, next, { dryRun: true, force: true })).toMatchObject(changes);
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
  await using database = await freshDatabase();
  const broken = Array.from({ length: 12 }, () => "AB10 1AC\n").join("");
  const content = `${manyPostcodes(100_000)}SWIA 1AA,,E14001172\nSW1A 1AA,,Westminster\n"SW1A 1AB,,E14001172\n${broken}`;
  const refused = await importText(database, content, forGood);
  expect(refused).toEqual({
    kind: "refused",
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
  await using database = await freshDatabase();
  expect(await importText(database, three, forGood)).toEqual({
    kind: "refused",
    problems: ["The file has 3 postcodes with a constituency, fewer than 100000."],
  });
  expect(await listPostcodes(database)).toEqual([]);
  expect(await importText(database, manyPostcodes(100_000), forGood)).toMatchObject({
    kind: "imported",
    added: 100_000,
  });
});

test("a postcode listed twice is taken once; in two constituencies it needs force", async () => {
  await using database = await freshDatabase();
  const again = "ab10  1aa,,S14000061\n";
  expect(await importText(database, three + again)).toMatchObject({ added: 3, repeated: 1 });
  const differing = `${manyPostcodes(100_000)}${three.slice(21)}AB10 1AA,,S14000062\n`;
  expect(await importText(database, differing, forGood)).toEqual({
    kind: "refused",
    problems: ["AB101AA is there more than once, in different constituencies."],
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
    [zip({ "Documents/a.csv": three }), /no CSV file in a folder Data/],
    [zip({ "Data/a.csv": three }).subarray(0, 100), /cannot be read/],
  ];
  for (const [content, reason] of files) {
    const outcome = await importText(database, content);
    expect(outcome).toEqual({
      kind: "refused",
      problems: [expect.stringMatching(reason) as unknown],
    });
  }
  expect(await importPostcodes(database.pool, "no-such-file.zip", forced)).toEqual({
    kind: "refused",
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
  await using database = await freshDatabase();
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
    expect(await importText(database, manyPostcodes(100_000, area), forGood)).toMatchObject({
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
  await client.query("select pg_advisory_xact_lock(hashtext('import-postcodes'))");
  expect(await importText(database, three)).toEqual({
    kind: "refused",
    problems: ["Another import of postcodes is running."],
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

const directory = path.resolve("../shared/data/postcodes-2025-05.csv.gz");
test.skipIf(!fs.existsSync(directory))(
  "the whole directory of May 2025 is read without a bad line (needs ../shared/data)",
  async () => {
    const counts: PostcodeCounts = { rows: 0, ended: 0, withoutSeat: 0, bad: 0, problems: [] };
    let placed = 0;
    for await (const batch of readPostcodes(readBytes(directory), counts, () => {}))
      placed += batch.split("\n").length - 1;
    expect(counts).toEqual({
      rows: 2_651_941,
      ended: 0,
      withoutSeat: 21_256,
      bad: 0,
      problems: [],
    });
    expect(placed).toBe(2_630_685);
  },
);
