import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { listAddresses } from "#app/members/addresses.server.ts";
import { importMembers } from "#app/imports/import-members.server.ts";
import {
  chooseAddress,
  type Contact,
  readMemberEmail,
  type ListedSeat,
  seatColumnNames,
  seatRow,
} from "#app/members/member.ts";
import { keepReport, sayReport } from "#app/imports/tell-report.ts";
import { readCsv } from "#app/imports/read-csv.server.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { code, emptyHouse, forced, forGood, holder, listed, trial } from "./support/imports.ts";

const seatFile = { names: seatColumnNames, source: "Ask the Department." };
const june = new Date("2026-06-27T12:00:00Z");
const july = new Date("2026-07-10T12:00:00Z");

const membershipsOf = (database: TestDatabase, areas: string[]) =>
  database.db
    .selectFrom("membership")
    .select(["member_id", "area_code", "started_on", "ended_on"])
    .where("area_code", "in", areas)
    .orderBy("area_code")
    .orderBy("started_on")
    .orderBy("member_id")
    .execute();

/** Where and when each row was written last: equal before and after means nothing was written. */
async function writings(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await database.pool.query(`
    select 'member' as kind, id::text as key, ctid, xmin from member
    union all select 'membership', member_id::text || area_code || started_on, ctid, xmin from membership
    union all select 'contact', member_id::text || source, ctid, xmin from member_contact
    order by kind, key`);
  return rows as unknown[];
}

test("members are imported with their seats and addresses", async () => {
  await using database = await emptyHouse();
  const first = listed({ 0: undefined, 1: holder(1001, { email: undefined }) });
  expect(await importMembers(database.db, first, "file", forGood, june)).toEqual({
    kind: "imported",
    report: expect.anything() as unknown,
    members: { added: 649, changed: 0, unchanged: 0 },
    kept: 0,
    oneParty: "Labour",
    began: 649,
    ended: 0,
    dated: 0,
    addresses: { added: 648, changed: 0, stale: 0 },
    vacant: 1,
    withoutAddress: 1,
  });
  const member = database.db.selectFrom("member").selectAll().where("id", "=", 1002);
  expect(await member.executeTakeFirst()).toEqual({
    id: 1002,
    legislature_id: "uk-commons",
    name: "Member 1002",
    full_title: "Member 1002 MP",
    party: "Labour",
  });
  expect(await membershipsOf(database, [code(0), code(2)])).toEqual([
    { member_id: 1002, area_code: code(2), started_on: "2026-06-27", ended_on: null },
  ]);
});

test("the same members again change nothing, and on the same day write nothing", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const before = await writings(database);
  const unchanged = {
    kind: "imported",
    report: expect.anything() as unknown,
    members: { added: 0, changed: 0, unchanged: 650 },
    kept: 0,
    oneParty: "Labour",
    began: 0,
    ended: 0,
    dated: 0,
    addresses: { added: 0, changed: 0, stale: 0 },
    vacant: 0,
    withoutAddress: 0,
  };
  expect(await importMembers(database.db, listed(), "file", forGood, june)).toEqual(unchanged);
  expect(await writings(database)).toEqual(before);
  expect(await importMembers(database.db, listed(), "file", forGood, july)).toEqual(unchanged);
  expect((await listAddresses(database.db)).get(1000)?.seen_on).toBe("2026-07-10");
});

test("a dry run finds the same and writes nothing", async () => {
  await using database = await emptyHouse();
  expect(await importMembers(database.db, listed(), "file", trial, june)).toMatchObject({
    members: { added: 650 },
  });
  expect(await writings(database)).toEqual([]);
});

test("a membership ends where a seat falls vacant, gets another holder, or two change places", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const next = listed({
    0: undefined,
    1: holder(9001),
    2: holder(9002, { started_on: "2026-07-02" }),
    3: holder(1004),
    4: holder(1003, { party: "Independent", name: "Member  1003" }),
  });
  expect(await importMembers(database.db, next, "file", forGood, july)).toMatchObject({
    members: { added: 2, changed: 1, unchanged: 646 },
    began: 4,
    ended: 5,
    addresses: { added: 2, changed: 0, stale: 3 },
    vacant: 1,
  });
  expect(await membershipsOf(database, [0, 1, 2, 3, 4].map(code))).toEqual(
    [
      [1000, 0, "2026-06-27", "2026-07-10"],
      [1001, 1, "2026-06-27", "2026-07-10"],
      [9001, 1, "2026-07-10", null],
      [1002, 2, "2026-06-27", "2026-07-02"],
      [9002, 2, "2026-07-02", null],
      [1003, 3, "2026-06-27", "2026-07-10"],
      [1004, 3, "2026-07-10", null],
      [1004, 4, "2026-06-27", "2026-07-10"],
      [1003, 4, "2026-07-10", null],
    ].map(([member_id, seat, started_on, ended_on]) => ({
      member_id,
      area_code: code(Number(seat)),
      started_on,
      ended_on,
    })),
  );
  const gone = (await listAddresses(database.db)).get(1000);
  expect(gone).toMatchObject({ email: "member-1000@example.org", stale: true });
});

test("who comes back on the day of leaving never left", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  await importMembers(database.db, listed({ 0: undefined }), "file", forGood, june);
  await importMembers(database.db, listed(), "file", forGood, june);
  expect(await membershipsOf(database, [code(0)])).toEqual([
    { member_id: 1000, area_code: code(0), started_on: "2026-06-27", ended_on: null },
  ]);
});

test("who comes back later sits anew, in the same seat or another", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  await importMembers(database.db, listed({ 0: undefined, 1: undefined }), "file", forGood, june);
  const back = listed({ 0: holder(1001), 1: holder(1000), 2: undefined });
  expect(await importMembers(database.db, back, "file", forGood, july)).toMatchObject({
    members: { added: 0, changed: 0 },
    began: 2,
    ended: 1,
    addresses: { added: 0, changed: 2, stale: 1 },
  });
  await importMembers(database.db, listed(), "file", forGood, july);
  expect(await membershipsOf(database, [0, 1, 2].map(code))).toEqual(
    [
      [1000, 0, "2026-06-27", "2026-06-27"],
      [1000, 0, "2026-07-10", null],
      [1001, 0, "2026-07-10", "2026-07-10"],
      [1001, 1, "2026-06-27", "2026-06-27"],
      [1000, 1, "2026-07-10", "2026-07-10"],
      [1001, 1, "2026-07-10", null],
      [1002, 2, "2026-06-27", null],
    ].map(([member_id, seat, started_on, ended_on]) => ({
      member_id,
      area_code: code(Number(seat)),
      started_on,
      ended_on,
    })),
  );
});

test("a source that names the first day reopens a membership that ended by mistake", async () => {
  await using database = await emptyHouse();
  const since = { started_on: "2024-07-04" };
  const dated = listed({ 0: holder(1000, since) });
  await importMembers(database.db, dated, "api", forGood, june);
  await importMembers(database.db, listed({ 0: undefined }), "file", forGood, june);
  await importMembers(database.db, dated, "api", forGood, july);
  expect(await membershipsOf(database, [code(0)])).toEqual([
    { member_id: 1000, area_code: code(0), started_on: "2024-07-04", ended_on: null },
  ]);
});

test("a membership begun on a guessed day and ended by mistake gets the day that is known", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  await importMembers(database.db, listed({ 0: undefined }), "file", forGood, july);
  const dated = listed({ 0: holder(1000, { started_on: "2024-07-04" }) });
  await importMembers(database.db, dated, "api", forGood, july);
  expect(await membershipsOf(database, [code(0)])).toEqual([
    { member_id: 1000, area_code: code(0), started_on: "2024-07-04", ended_on: null },
  ]);
});

test("a successor's first day, better known, is the predecessor's last", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, new Date("2026-05-01T12:00:00Z"));
  await importMembers(database.db, listed({ 0: holder(9001) }), "file", forGood, july);
  const dated = listed({ 0: holder(9001, { started_on: "2026-06-11" }) });
  expect(await importMembers(database.db, dated, "api", forGood, july)).toMatchObject({ dated: 1 });
  expect(await membershipsOf(database, [code(0)])).toEqual([
    { member_id: 1000, area_code: code(0), started_on: "2026-05-01", ended_on: "2026-06-11" },
    { member_id: 9001, area_code: code(0), started_on: "2026-06-11", ended_on: null },
  ]);
});

test("two imports at once take turns", async () => {
  await using database = await emptyHouse();
  const lists = [listed({ 0: holder(9001) }), listed({ 0: holder(9002) }), listed()];
  const outcomes = await Promise.all(
    lists.map((list) => importMembers(database.db, list, "file", forGood, june)),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(["imported", "imported", "imported"]);
  const open = await membershipsOf(database, [code(0)]);
  expect(open.filter(({ ended_on }) => ended_on === null)).toHaveLength(1);
});

test("everything done is told by name, from what to what", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const next = listed({
    0: undefined,
    1: holder(9001, { name: "By Election" }),
    2: holder(1002, { party: "Independent", email: "new@example.org" }),
    3: holder(1003, { email: undefined }),
  });
  const outcome = await importMembers(database.db, next, "file", forGood, july);
  if (outcome.kind === "refused") throw new Error(outcome.problems.join());
  expect(sayReport(outcome.report, false)).toEqual([
    "Members added, 1:",
    "  By Election (Seat 2)",
    "Members changed, 1:",
    "  Member 1002 (Seat 3): party: Labour → Independent",
    "Memberships ended, 2:",
    "  Member 1000 (Seat 1): until 2026-07-10",
    "  Member 1001 (Seat 2): until 2026-07-10",
    "Memberships begun, 1:",
    "  By Election (Seat 2): from 2026-07-10",
    "Addresses added, 1:",
    "  By Election (Seat 2): member-9001@example.org",
    "Addresses changed, 1:",
    "  Member 1002 (Seat 3): member-1002@example.org → new@example.org",
    "Addresses gone stale, 3:",
    "  Member 1000 (Seat 1): member-1000@example.org",
    "  Member 1001 (Seat 2): member-1001@example.org",
    "  Member 1003 (Seat 4): member-1003@example.org",
  ]);
  // the audit log knows whose address, and no address
  expect(JSON.stringify(keepReport(outcome.report))).not.toContain("@");
  expect(keepReport(outcome.report)).toMatchObject({
    "Members changed": {
      number: 1,
      names: ["Member 1002 (Seat 3): party: Labour → Independent"],
    },
    "Addresses changed": { number: 1, names: ["Member 1002 (Seat 3)"] },
  });
});

test("twenty are named and the rest is a number, unless all are asked for", () => {
  const lines = Array.from({ length: 650 }, (_, index) => ({ who: `Member ${index}` }));
  const report = [{ what: "Members added", number: 650, lines }];
  expect(sayReport(report, false)).toHaveLength(22);
  expect(sayReport(report, false).at(-1)).toBe("  … and 630 more");
  expect(sayReport(report, true)).toHaveLength(651);
});

test("a source that knows the first day corrects it, and one that does not leaves it", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const dated = listed({ 0: holder(1000, { started_on: "2024-07-04" }) });
  expect(await importMembers(database.db, dated, "api", forGood, july)).toMatchObject({
    dated: 1,
    began: 0,
    ended: 0,
  });
  await importMembers(database.db, listed(), "file", forGood, july);
  const only = [{ member_id: 1000, area_code: code(0), started_on: "2024-07-04", ended_on: null }];
  expect(await membershipsOf(database, [code(0)])).toEqual(only);

  // gone, back without a date, then dated again: the earlier membership keeps its day
  await importMembers(database.db, listed({ 0: undefined }), "api", forGood, july);
  const august = new Date("2026-08-01T12:00:00Z");
  await importMembers(database.db, listed(), "file", forGood, august);
  expect(await importMembers(database.db, dated, "api", forGood, august)).toMatchObject({
    dated: 0,
  });
  expect(await membershipsOf(database, [code(0)])).toEqual([
    { ...only[0], ended_on: "2026-07-10" },
    { member_id: 1000, area_code: code(0), started_on: "2026-08-01", ended_on: null },
  ]);
});

test("an address that vanishes is kept and marked stale, and is fresh again when it comes back", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const without = listed({ 0: holder(1000, { email: undefined }) });
  expect(await importMembers(database.db, without, "file", forGood, july)).toMatchObject({
    addresses: { stale: 1 },
    withoutAddress: 1,
  });
  const address = async () => (await listAddresses(database.db)).get(1000);
  expect(await address()).toMatchObject({ seen_on: "2026-06-27", stale: true });
  expect(await importMembers(database.db, without, "file", forGood, july)).toMatchObject({
    addresses: { stale: 0 },
  });
  const changed = listed({ 0: holder(1000, { email: "new@example.org" }) });
  expect(await importMembers(database.db, changed, "file", forGood, july)).toMatchObject({
    addresses: { changed: 1 },
  });
  expect(await address()).toMatchObject({ email: "new@example.org", stale: false });
});

test("an organiser's address wins and is never touched; an import of one source leaves the other", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const contact = { member_id: 1000, seen_on: "2025-01-01", stale: false };
  await database.db
    .insertInto("member_contact")
    .values({ ...contact, source: "organiser", email: "right@example.org" })
    .execute();
  const fromApi = listed({
    0: holder(1000, { email: "api@example.org" }),
    1: holder(1001, { email: "api-1@example.org" }),
    2: holder(1002, { email: undefined }),
  });
  await importMembers(database.db, fromApi, "api", forGood, july);
  const addresses = await listAddresses(database.db);
  expect(addresses.get(1000)).toEqual({
    source: "organiser",
    email: "right@example.org",
    seen_on: "2025-01-01",
    stale: false,
  });
  expect(addresses.get(1001)).toMatchObject({ source: "api", email: "api-1@example.org" });
  expect(addresses.get(1002)).toMatchObject({ source: "file", stale: false });
  expect(addresses.size).toBe(650);
});

test("unknown constituencies refuse the import, forced or not, and say what to import first", async () => {
  await using empty = await freshDatabase();
  expect(await importMembers(empty.db, listed(), "file", forced, june)).toEqual({
    kind: "refused",
    problems: ["650 of 650 constituencies are unknown (E14001001, E14001002, E14001003, …)."],
    hint: "import-areas",
  });
  await using database = await emptyHouse();
  const elsewhere = [...listed(), { area: 999, holder: holder(1) }];
  expect(await importMembers(database.db, elsewhere, "api", forced, june)).toEqual({
    kind: "refused",
    problems: ["1 of 651 constituencies is unknown (999)."],
    hint: "import-areas",
  });
  expect(await writings(database)).toEqual([]);
});

test("few seats, a seat or a member twice, and nobody at all are refused", async () => {
  await using database = await emptyHouse();
  const refuses = async (list: ListedSeat[], force = false) => {
    const how = { ...forGood, force };
    const outcome = await importMembers(database.db, list, "file", how, june);
    return outcome.kind === "refused" ? outcome.problems : [];
  };
  expect(await refuses(listed().slice(0, 599))).toEqual([
    expect.stringMatching(/^51 seats are not in the file: Seat 600; .* and 31 more\./) as unknown,
  ]);
  expect(await refuses([...listed(), { area: code(0), holder: undefined }], true)).toEqual([
    "The constituency E14001001 is there more than once.",
  ]);
  expect(await refuses(listed({ 0: holder(1001) }), true)).toEqual([
    "The member 1001 is there more than once.",
  ]);
  expect(await refuses([], true)).toEqual(["Nobody is listed."]);
  expect(await writings(database)).toEqual([]);
  expect(await refuses(listed().slice(0, 3), true)).toEqual([]);
});

test("over five per cent of the holders gone at once needs force", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, listed(), "file", forGood, june);
  const vacate = (number: number) =>
    listed(Object.fromEntries(Array.from({ length: number }, (_, index) => [index, undefined])));
  const before = await writings(database);
  expect(await importMembers(database.db, vacate(33), "file", forGood, july)).toEqual({
    kind: "refused",
    problems: [
      expect.stringMatching(
        /^33 of 650 holders would lose their seat at once, more than 5 %: Member 1000 \(Seat 1\); .* and 13 more\.$/,
      ) as unknown,
    ],
    hint: "force",
  });
  expect(await writings(database)).toEqual(before);
  const outcome = await importMembers(database.db, vacate(32), "file", forGood, july);
  expect(outcome).toMatchObject({ ended: 32, vacant: 32 });
  expect(await importMembers(database.db, vacate(100), "file", forced, july)).toMatchObject({
    ended: 68,
  });
});

test("rows of a file are read: an empty seat, a missing address, a list of addresses", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "members-"));
  const file = path.join(folder, "members.csv");
  const lines = [
    '"pcon_name","pcon_code","member_id","full_title","display_as","party_text","member_email","lad_names"',
    '"A","E14001001","5173","Rt Hon  Ann Example MP","Ann Example","Labour (Co-op)","ann@example.org","Hart / Rushmoor"',
    '"B","E14001002","Vacant","Vacant","Vacant","Vacant","Vacant",""',
    '"C","E14001003","12","Órla Example MP","Órla Example","Sinn Féin","No email found",""',
    '"D","E14001004","13","Dan Example MP","Dan Example","Speaker","the office / dan.o\'neil@example.org / x@example.org",""',
  ];
  fs.writeFileSync(file, lines.join("\n"));
  expect(await readCsv(file, seatRow, seatFile)).toMatchObject({
    kind: "read",
    rows: [
      {
        area: "E14001001",
        holder: {
          id: 5173,
          name: "Ann Example",
          full_title: "Rt Hon Ann Example MP",
          party: "Labour (Co-op)",
          email: "ann@example.org",
          started_on: undefined,
        },
      },
      { area: "E14001002", holder: undefined },
      {
        area: "E14001003",
        holder: expect.objectContaining({ id: 12, email: undefined }) as unknown,
      },
      {
        area: "E14001004",
        holder: expect.objectContaining({ email: "dan.o'neil@example.org" }) as unknown,
      },
    ],
  });
  fs.writeFileSync(
    file,
    `${lines[0]}\n"A","E14","x","","Ann","Labour","",""\n"A","E14001001","x","","Ann","Labour","",""`,
  );
  expect(await readCsv(file, seatRow, seatFile)).toEqual({
    kind: "unreadable",
    problems: [
      "Line 2: pcon_code must be a GSS code such as E14001063.",
      "Line 3: member_id must be a number, full_title is empty.",
    ],
  });
  fs.rmSync(folder, { recursive: true });
});

test("the first address that mail can go to is taken", () => {
  expect(readMemberEmail("No email found")).toBeUndefined();
  expect(readMemberEmail("")).toBeUndefined();
  expect(readMemberEmail("a@b / Ann <ann@example.org>; b@example.org")).toBe("ann@example.org");
  expect(readMemberEmail("x@example.org\r\nBcc: y@example.org")).toBe("x@example.org");
});

test("an organiser's address is chosen first, then a fresh one, then the newest", () => {
  const contact = (source: Contact["source"], seen_on: string, stale = false): Contact => ({
    source,
    email: `${source}@example.org`,
    seen_on,
    stale,
  });
  const chosen = (...contacts: Contact[]) => chooseAddress(contacts)?.source;
  expect(chosen()).toBeUndefined();
  expect(chosen(contact("api", "2026-02-01"), contact("organiser", "2025-01-01"))).toBe(
    "organiser",
  );
  expect(chosen(contact("api", "2026-02-01"), contact("file", "2026-03-01"))).toBe("file");
  expect(chosen(contact("file", "2026-02-01"), contact("api", "2026-02-01"))).toBe("api");
  expect(chosen(contact("api", "2026-03-01", true), contact("file", "2026-02-01"))).toBe("file");
  expect(chosen(contact("api", "2026-03-01", true))).toBe("api");
});

test("what is neither an address nor says that there is none is named by its line", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "members-"));
  const file = path.join(folder, "members.csv");
  const read = (email: string) => {
    const header = "pcon_code,member_id,full_title,display_as,party_text,member_email";
    fs.writeFileSync(file, `${header}\nE14001001,10,Ann Example MP,Ann Example,Green,${email}\n`);
    return readCsv(file, seatRow, seatFile);
  };
  expect(await read("ask her office")).toMatchObject({
    kind: "unreadable",
    problems: ["Line 2: member_email: “ask her office” is no address."],
  });
  for (const none of ["", "-", "No email found", "not available", "N/A"])
    expect(await read(none)).toMatchObject({ rows: [{ holder: { email: undefined } }] });
  expect(await read("mailto:ann@example.org")).toMatchObject({
    rows: [{ holder: { email: "ann@example.org" } }],
  });
  fs.rmSync(folder, { recursive: true });
});
