import { expect, test } from "vitest";

import { importMembers } from "#app/imports/import-members.server.ts";
import type { HowMembers } from "#app/imports/match-seats.server.ts";
import type { ListedSeat } from "#app/members/member.ts";

import type { TestDatabase } from "./support/database.ts";
import { code, emptyHouse, forced, forGood, holder, listed, seats } from "./support/imports.ts";

const june = new Date("2026-06-27T12:00:00Z");
const july = new Date("2026-07-10T12:00:00Z");

/** The last 18 seats lie in Northern Ireland, the 57 before them in Scotland. */
function fourNations() {
  const place = (index: number) => {
    if (index >= 632)
      return { region: "Northern Ireland", region_code: "N92000002", country: "Northern Ireland" };
    if (index >= 575) return { region: "Scotland", region_code: "S92000003", country: "Scotland" };
    return {};
  };
  return seats(650).map((area, index) => ({ ...area, ...place(index) }));
}

async function fullHouse(): Promise<TestDatabase> {
  const database = await emptyHouse(fourNations());
  await importMembers(database.db, listed(), "file", forGood, june);
  return database;
}

const stillSitting = async ({ db }: TestDatabase) =>
  (await db.selectFrom("membership").selectAll().where("ended_on", "is", null).execute()).length;

async function outcomeOf(
  { db }: TestDatabase,
  list: ListedSeat[],
  how: Partial<HowMembers> = {},
  source: "file" | "api" = "file",
) {
  return importMembers(db, list, source, { ...forGood, ...how }, july);
}

test("seats that are not in a file are named and keep their holders", async () => {
  await using database = await fullHouse();
  const britain = listed().slice(0, 632);
  const names = Array.from({ length: 18 }, (_, index) => `Seat ${index + 633}`).join("; ");
  expect(await outcomeOf(database, britain)).toEqual({
    kind: "refused",
    problems: [
      `18 seats are not in the file: ${names}. A vacant seat is a row that says Vacant; for a part of the House there is --part-of.`,
    ],
    hint: "force",
  });
  expect(await outcomeOf(database, britain, { force: true })).toMatchObject({
    ended: 0,
    kept: 18,
    vacant: 0,
    addresses: { stale: 0 },
  });
  expect(await stillSitting(database)).toBe(650);
  const contacts = await database.db.selectFrom("member_contact").select("stale").execute();
  expect(contacts.filter(({ stale }) => stale)).toEqual([]);
});

test("the first file of all is refused too where seats are missing", async () => {
  await using database = await emptyHouse(fourNations());
  expect(await outcomeOf(database, listed().slice(0, 632))).toMatchObject({
    problems: [expect.stringMatching(/^18 seats are not in the file: Seat 633; /)],
  });
});

test("forced, only a row that names somebody else or nobody ends a membership", async () => {
  await using database = await fullHouse();
  const few = [
    { area: code(0), holder: holder(9000) },
    { area: code(1), holder: undefined },
  ];
  const outcome = await outcomeOf(database, few, { force: true });
  expect(outcome).toMatchObject({ began: 1, ended: 2, kept: 648, vacant: 1 });
  expect(await stillSitting(database)).toBe(649);
});

test("a file that is the whole of a part is taken for that part alone", async () => {
  await using database = await fullHouse();
  const ulster = { partOf: ["northern ireland"] };
  const list = listed({ 632: undefined, 633: holder(9001) });
  expect(await outcomeOf(database, list.slice(632), ulster)).toMatchObject({
    members: { added: 1, unchanged: 16 },
    began: 1,
    ended: 2,
    kept: 632,
    vacant: 1,
  });
  expect(await stillSitting(database)).toBe(649);
  expect(await outcomeOf(database, list.slice(634), ulster)).toMatchObject({
    problems: [expect.stringMatching(/^2 seats are not in the file: Seat 633; Seat 634\./)],
  });
  expect(await outcomeOf(database, list.slice(631), ulster)).toMatchObject({
    problems: ["1 of 19 constituencies does not lie in northern ireland: Seat 632."],
  });
  expect(await outcomeOf(database, list.slice(632), { partOf: ["Ulster"] })).toMatchObject({
    problems: [
      "No constituency lies in “Ulster”. Known are England, Northern Ireland, Scotland, South East.",
    ],
  });
});

test("several parts, and Great Britain, may be named", async () => {
  await using database = await fullHouse();
  for (const partOf of [["England", "Scotland"], ["Great Britain"]])
    expect(await outcomeOf(database, listed().slice(0, 632), { partOf })).toMatchObject({
      members: { unchanged: 632 },
      ended: 0,
      kept: 18,
    });
});

test("over five per cent of a part's holders gone is too many, a few are not", async () => {
  await using database = await fullHouse();
  const ulster = { partOf: ["Northern Ireland"] };
  const vacate = (number: number) =>
    listed(
      Object.fromEntries(Array.from({ length: number }, (_, index) => [632 + index, undefined])),
    ).slice(632);
  expect(await outcomeOf(database, vacate(4), ulster)).toMatchObject({
    problems: [expect.stringMatching(/^4 of 18 holders would lose their seat at once/)],
  });
  expect(await outcomeOf(database, vacate(3), ulster)).toMatchObject({ ended: 3, vacant: 3 });
});

test("the Members API lists holders alone: who is not in it sits no longer, but not ten at once", async () => {
  await using database = await fullHouse();
  expect(await outcomeOf(database, listed().slice(0, 639), {}, "api")).toMatchObject({
    problems: [expect.stringMatching(/^11 seats are not in the answer: Seat 640; /)],
  });
  expect(await outcomeOf(database, listed().slice(0, 639), forced, "api")).toMatchObject({
    ended: 0,
    kept: 11,
  });
  expect(await outcomeOf(database, listed().slice(0, 640), {}, "api")).toMatchObject({
    ended: 10,
    vacant: 10,
  });
});

test("a seat's old row, beside the one with its new code, is no seat that is missing", async () => {
  await using database = await fullHouse();
  const [, ...others] = fourNations();
  await database.db
    .insertInto("area")
    .values({
      ...others[0]!,
      legislature_id: "uk-commons",
      code: "E14009999",
      name: "Seat 1",
      parliament_id: null,
    })
    .execute();
  const [first, ...rest] = listed();
  const recoded = [{ ...first!, area: "E14009999" }, ...rest];
  expect(await outcomeOf(database, recoded)).toMatchObject({ began: 1, ended: 1, kept: 0 });
  // and where the new holder is another, the old code's holder has left
  const replaced = [{ area: "E14009999", holder: holder(9000) }, ...rest];
  expect(await outcomeOf(database, replaced)).toMatchObject({ began: 1, ended: 1, kept: 0 });
});

test("codes of another year are known as such", async () => {
  await using database = await fullHouse();
  const of2010 = listed().map((seat, index) => ({ ...seat, area: `E${14_000_530 + index}` }));
  expect(await outcomeOf(database, of2010, { force: true })).toEqual({
    kind: "refused",
    problems: [
      expect.stringMatching(
        /^471 of 650 constituencies are unknown .* 650 constituencies are stored, so these look like another year’s codes\.$/,
      ) as unknown,
    ],
  });
});
