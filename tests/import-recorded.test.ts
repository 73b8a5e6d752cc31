import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { listAudit } from "#app/organisers/audit.server.ts";
import { linesOf } from "#app/organisers/audit-lines.ts";

import { run } from "./support/command.ts";
import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { code, emptyHouse } from "./support/imports.ts";
import { startMembersApi } from "./support/members-api-stand-in.ts";

const header = "pcon_code,member_id,full_title,display_as,party_text,member_email";

/** Lines of a file of members, each changed as wanted. */
function lines(change: (cells: string[], index: number) => string[] = (cells) => cells): string[] {
  return Array.from({ length: 650 }, (_, index) => {
    const id = 1000 + index;
    const cells = [
      code(index),
      `${id}`,
      `Member ${id} MP`,
      `Member ${id}`,
      "Labour",
      `mp-${id}@example.org`,
    ];
    return change(cells, index).join(",");
  });
}

function write(rows: readonly string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ann-example-"));
  const file = path.join(folder, "members.csv");
  fs.writeFileSync(file, [header, ...rows].join("\n"));
  return file;
}

/** Every row of every table. */
async function everything({ pool }: TestDatabase): Promise<Record<string, unknown[]>> {
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const all: Record<string, unknown[]> = {};
  for (const { name } of rows)
    all[name] = (await pool.query(`select t::text, xmin, ctid from "${name}" t order by 1`)).rows;
  return all;
}

test("an import is in the audit log with numbers and names, a dry run and a refusal write nothing", async () => {
  await using database = await emptyHouse();
  const members = (file: string, ...options: string[]) =>
    run(database.url, "import-members", "--file", file, ...options);
  const whole = write(lines());

  const before = await everything(database);
  const dry = await members(whole, "--dry-run");
  expect(dry).toMatchObject({ code: 0, error: "" });
  expect(dry.out).toMatch(/^This would happen:\nMembers added: 650, /);
  expect(dry.out).toMatch(/\nMembers added, 650:\n {2}Member 1000 \(Seat 1\)\n/);
  expect(dry.out).toMatch(/\n {2}… and 630 more\n/);
  expect(dry.out).toMatch(/\nThis was a dry run: nothing was written\.\n$/);
  const refused = await members(write(lines().slice(0, 632)));
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.error).toMatch(/^Nothing was imported: 18 seats are not in the file: Seat 633; /);
  expect(await everything(database)).toEqual(before);

  expect(await members(whole)).toMatchObject({ code: 0 });
  const next = lines((cells, index) => {
    if (index === 0) return [cells[0]!, "Vacant", "Vacant", "Vacant", "", ""];
    if (index === 1) return cells.with(4, "Independent");
    return cells;
  });
  const some = await members(write(next.slice(0, 640)), "--force", "--verbose");
  expect(some.out).toMatch(
    /\nMembers changed, 1:\n {2}Member 1001 \(Seat 2\): party: Labour → Independent\n/,
  );
  expect(some.out).toMatch(/\nKept though not listed, 10:\n {2}Member 1640 \(Seat 641\)\n/);

  const { entries } = await listAudit(database.db);
  expect(
    entries.map(({ organiser_id, action, subject }) => [organiser_id, action, subject]),
  ).toEqual([
    [null, "import.members", "members.csv"],
    [null, "import.members", "members.csv"],
  ]);
  expect(linesOf(entries[0]!.after)).toEqual(
    expect.arrayContaining([
      "forced: true",
      "Members changed: 1 (Member 1001 (Seat 2): party: Labour → Independent)",
      "Memberships ended: 1 (Member 1000 (Seat 1): until " +
        new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" }) +
        ")",
      "Addresses gone stale: 1 (Member 1000 (Seat 1))",
    ]),
  );
  expect(entries[1]!.after).toMatchObject({ "Members added": { number: 650 } });
  expect(JSON.stringify(entries)).not.toContain("@");
  expect(JSON.stringify(entries)).not.toContain("ann-example");
});

test("one address for many is refused by its lines, and taken when forced", async () => {
  await using database = await emptyHouse();
  const file = write(lines((cells) => cells.with(5, "mp@example.org")));
  expect(await run(database.url, "import-members", "--file", file)).toEqual({
    code: 1,
    out: "",
    error:
      "Nothing was imported: mp@example.org is the one address of 650 members (line 2, line 3, line 4, …). The members are as they were. Check the source; --force takes what is merely unlikely.\n",
  });
  expect(await run(database.url, "import-members", "--file", file, "--force")).toMatchObject({
    code: 0,
    out: expect.stringContaining("Addresses added: 650,") as unknown,
  });
});

test("the Members API is not asked for contacts when its seats are unknown", async () => {
  await using database = await freshDatabase();
  await using api = await startMembersApi([{ id: 1, seat: 4001, name: "Ann Example" }]);
  const asked = await run(database.url, "import-members", "--from-api", "--base-url", api.url);
  expect(asked).toMatchObject({
    code: 1,
    error:
      "Nothing was imported: 1 of 1 constituency is unknown (4001). The members are as they were. Import the areas first: npm run import:areas -- --file FILE\n",
  });
  expect(api.asked).toHaveLength(1);
});

test("areas, mended counts and what a database begins with are in the audit log too", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  expect(await run(url, "seed", "--founding")).toMatchObject({ code: 0 });
  await db
    .updateTable("demand")
    .where("slug", "=", "free-the-prisoners")
    .set({ signature_count: 7 })
    .execute();
  expect(await run(url, "tally-check", "--repair")).toMatchObject({
    code: 0,
    out: "free-the-prisoners, total: kept 7, counted 0\n1 counts were repaired.\n",
  });
  const file = write([]);
  fs.writeFileSync(
    file,
    "code,name,region_code,region,country\nE14001001,One,E12000008,South East,England\n",
  );
  expect(await run(url, "import-areas", "--file", file, "--force")).toMatchObject({ code: 0 });
  const { entries } = await listAudit(db);
  expect(
    entries.map(({ action, before, after }) => [action, linesOf(before), linesOf(after)]),
  ).toEqual([
    ["import.areas", [], ["forced: true", "Areas added: 1 (One E14001001)"]],
    ["tally.repair", ["free-the-prisoners, total: 7"], ["free-the-prisoners, total: 0"]],
    ["seed", [], [expect.stringMatching(/^5 demands/)]],
  ]);
});

const trials = path.resolve("../shared/trials");
const areasOf2024 = path.resolve("../shared/data/constituencies-2024.csv");

test.skipIf(!fs.existsSync(trials) || !fs.existsSync(areasOf2024))(
  "files that went wrong are refused in words, or taken (needs ../shared/trials)",
  { timeout: 120_000 },
  async () => {
    await using database = await freshDatabase();
    const say = (command: string, file: string, ...options: string[]) =>
      run(database.url, command, "--file", file, ...options);
    const members = (name: string, ...options: string[]) =>
      say("import-members", path.join(trials, name), ...options);
    expect(await say("import-areas", areasOf2024)).toMatchObject({ code: 0 });
    expect(await members("17-members-empty-rows-at-end.csv")).toMatchObject({ code: 0 });

    const before = await everything(database);
    const refusals: [string, string, RegExp][] = [
      [
        "import-members",
        "02-members-one-address-filled-down.csv",
        /mp@example\.org is the one address of 650 members \(line 2, line 3, line 4, …\)/,
      ],
      [
        "import-members",
        "04-members-without-northern-ireland-632-rows.csv",
        /18 seats are not in the file: Belfast East; .*; West Tyrone\./,
      ],
      ["import-members", "10-members-semicolon.csv", /647 seats are not in the file: /],
      ["import-members", "12-members-utf16-tab.txt", /647 seats are not in the file: /],
      ["import-members", "13-members-sep-line.csv", /647 seats are not in the file: /],
      ["import-members", "14-members-preamble.csv", /647 seats are not in the file: /],
      [
        "import-members",
        "18-members-theyworkforyou-header.csv",
        /lacks the columns pcon_code, member_id[^]*“Person ID”[^]*mp_lookup\.csv/,
      ],
      [
        "import-areas",
        "21-areas-of-2010.csv",
        /645 of 650 seats would be added to the 650 stored, in a House of 650\. These look like another year’s codes/,
      ],
      ["import-members", "22-excel-workbook-named.csv", /Excel workbook/],
    ];
    for (const [command, name, said] of refusals) {
      const outcome = await say(command, path.join(trials, name));
      expect(outcome, name).toMatchObject({ code: 1 });
      expect(outcome.error, name).toMatch(said);
    }
    const unchanged = await say(
      "import-areas",
      path.join(trials, "20-areas-without-optional-columns.csv"),
      "--dry-run",
    );
    expect(unchanged.out).toContain(
      "stay as they are: name_cy, electorate, parliament_id, hex_q, hex_r",
    );
    expect(await everything(database)).toEqual(before);

    for (const name of [
      "10-members-semicolon.csv",
      "12-members-utf16-tab.txt",
      "13-members-sep-line.csv",
      "14-members-preamble.csv",
    ])
      expect(await members(name, "--force"), name).toMatchObject({
        code: 0,
        out: expect.stringContaining("Nothing changed: 3 members are as listed.") as unknown,
      });
    const britain = "04-members-without-northern-ireland-632-rows.csv";
    for (const option of [["--force"], ["--part-of", "Great Britain"]])
      expect(await members(britain, ...option)).toMatchObject({
        code: 0,
        out: expect.stringContaining("Members kept though not listed: 18.") as unknown,
      });
    expect(await members("02-members-one-address-filled-down.csv", "--force")).toMatchObject({
      code: 0,
      out: expect.stringContaining("Addresses added: 0, changed: 650, gone stale: 0.") as unknown,
    });
  },
);
