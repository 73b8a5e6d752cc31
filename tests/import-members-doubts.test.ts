import { expect, test } from "vitest";

import { examineMembers, importMembers } from "#app/imports/import-members.server.ts";
import type { Holder, ListedSeat } from "#app/members/member.ts";

import type { TestDatabase } from "./support/database.ts";
import { code, emptyHouse, forced, forGood, holder, listed } from "./support/imports.ts";

const june = new Date("2026-06-27T12:00:00Z");

/** The whole list with every holder changed. */
const each = (change: (holder: Holder, index: number) => Partial<Holder>): ListedSeat[] =>
  listed().map((seat, index) => ({
    ...seat,
    holder: { ...seat.holder!, ...change(seat.holder!, index) },
  }));

async function problemsOf(
  database: TestDatabase,
  list: ListedSeat[],
  source: "file" | "api" = "file",
) {
  const outcome = await importMembers(database.db, list, source, forGood, june);
  return outcome.kind === "refused" ? outcome.problems : [];
}

const firstNames = ["Ann", "Ben", "Cat", "Dan", "Eve", "Flo", "Guy", "Ida", "Jim", "Kay"];
const syllables = ["bra", "cor", "del", "fen", "gal", "hob", "jun", "kel", "mar", "nor"];
const invented = (index: number) => ({
  first: firstNames[index % 10]!,
  last: `${syllables[Math.floor(index / 100)]}${syllables[Math.floor(index / 10) % 10]}${syllables[index % 10]}`,
});
/** Members with names and addresses as real ones have: a first and a last name, both in the address. */
const named = () =>
  each((_, index) => {
    const { first, last } = invented(index);
    return {
      name: `${first} O'${last}`,
      full_title: `Rt Hon ${first} O'${last} MP`,
      email: `${first}.o${last}.mp@example.org`.toLowerCase(),
    };
  });

test("one address or name for many is refused, counted, with three lines; two may share", async () => {
  await using database = await emptyHouse();
  const oneAddress = each(() => ({ email: "mp@example.org" }));
  expect(await problemsOf(database, oneAddress)).toEqual([
    "mp@example.org is the one address of 650 members (line 2, line 3, line 4, …).",
  ]);
  const fewShare = each(({ email }, index) => ({ email: index < 3 ? "Desk@example.org" : email }));
  expect(await problemsOf(database, fewShare)).toEqual([
    "Desk@example.org is the one address of 3 members (line 2, line 3, line 4).",
  ]);
  const oneName = each((_, index) => (index < 40 ? { name: "Ann Example" } : {}));
  expect(await problemsOf(database, oneName)).toEqual([
    "40 members have the name Ann Example (line 2, line 3, line 4, …).",
  ]);
  const twoShare = each(({ email }, index) => ({ email: index < 2 ? "desk@example.org" : email }));
  expect(await problemsOf(database, twoShare)).toEqual([]);
  const outcome = await importMembers(database.db, oneAddress, "file", forced, june);
  expect(outcome).toMatchObject({ addresses: { changed: 650 } });
});

test("addresses shifted by a row or sorted alone are refused, though nobody was known before", async () => {
  await using database = await emptyHouse();
  const list = named();
  const emails = list.map(({ holder }) => holder!.email);
  const withEmails = (changed: (string | undefined)[]) =>
    list.map((seat, index) => ({ ...seat, holder: { ...seat.holder!, email: changed[index] } }));
  const shifted = [...emails.slice(1), emails[0]];
  expect((await problemsOf(database, withEmails(shifted)))[0]).toMatch(
    /^\d{3} addresses name another member than the one in their row/,
  );
  expect((await problemsOf(database, withEmails(emails.toSorted())))[0]).toMatch(
    /^\d{3} addresses name another member/,
  );
  const lastTwenty = [...emails.slice(0, 630), ...emails.slice(631), emails[630]];
  expect((await problemsOf(database, withEmails(lastTwenty)))[0]).toMatch(
    /^20 addresses name another member .* \(line 632, line 633, line 634, …\)\.$/,
  );
  expect(await problemsOf(database, list)).toEqual([]);
});

test("addresses that name nobody are no sign of anything, until they stand at somebody else", async () => {
  await using database = await emptyHouse();
  const office = (index: number) =>
    `office${String.fromCharCode(97 + (index % 26))}${index}@example.org`;
  expect(
    await problemsOf(
      database,
      each((_, index) => ({ email: office(index) })),
    ),
  ).toEqual([]);
  expect(
    await problemsOf(
      database,
      each((_, index) => ({ email: office((index + 1) % 650) })),
    ),
  ).toEqual([
    "650 addresses stand where another had them before, as if one column was sorted or shifted alone (line 2, line 3, line 4, …).",
  ]);
  // two that were taken for each other are put right
  const swapped = each((_, index) => ({ email: office(index < 2 ? 1 - index : index) }));
  expect(await problemsOf(database, swapped)).toEqual([]);
});

test("names shifted against the members' numbers are refused", async () => {
  await using database = await emptyHouse();
  await importMembers(database.db, named(), "file", forGood, june);
  const list = named();
  const names = list.map(({ holder }) => holder!.name).toSorted();
  const sorted = list.map((seat, index) => ({
    ...seat,
    holder: { ...seat.holder!, name: names[index]! },
  }));
  expect((await problemsOf(database, sorted))[0]).toMatch(
    /^\d{3} names stand where another had them before/,
  );
});

test("parties sorted alone are refused; that many change their party is not", async () => {
  await using database = await emptyHouse();
  const parties = ["Labour", "Conservative", "Green Party"];
  const withParties = (partyOf: (index: number) => string) =>
    each((_, index) => ({ party: partyOf(index) }));
  const mixed = (index: number) => parties[index % 3]!;
  await importMembers(database.db, withParties(mixed), "file", forGood, june);
  const sorted = Array.from({ length: 650 }, (_, index) => mixed(index)).toSorted();
  expect(
    (
      await problemsOf(
        database,
        withParties((index) => sorted[index]!),
      )
    )[0],
  ).toMatch(/^\d{3} parties are others than before, and as many have each/);
  const merged = (index: number) => mixed(index).replace("Green Party", "Labour");
  expect(await problemsOf(database, withParties(merged))).toEqual([]);
});

test("addresses that are gone for over five per cent are refused, and so is a list without any", async () => {
  await using database = await emptyHouse();
  const without = (number: number) =>
    each(({ email }, index) => ({ email: index < number ? undefined : email }));
  expect(await problemsOf(database, without(650))).toEqual([
    "650 of 650 members have no address (line 2, line 3, line 4, …).",
  ]);
  await importMembers(database.db, listed(), "file", forGood, june);
  for (const number of [33, 650])
    expect(await problemsOf(database, without(number))).toEqual([
      `${number} of 650 addresses known so far are not given any longer, more than 5 % (line 2, line 3, line 4, …).`,
    ]);
  expect(await problemsOf(database, without(32))).toEqual([]);
  // what is stale already is not lost again
  expect(await problemsOf(database, without(60))).toEqual([]);
  const outcome = await importMembers(database.db, without(650), "file", forced, june);
  expect(outcome).toMatchObject({ addresses: { stale: 590 }, withoutAddress: 650 });
});

test("a party that the source does not tell stays, and a list in which nobody has one is refused", async () => {
  await using database = await emptyHouse();
  const nobody = each(() => ({ party: undefined }));
  expect(await problemsOf(database, nobody)).toEqual([
    "650 of 650 members have no party (line 2, line 3, line 4, …).",
  ]);
  const first = { 0: holder(1000, { party: undefined }) };
  await importMembers(database.db, listed(first), "file", forGood, june);
  const party = async () =>
    (await database.db.selectFrom("member").select("party").where("id", "=", 1000).execute())[0]
      ?.party;
  expect(await party()).toBe("Not stated");
  await importMembers(database.db, listed(), "file", forGood, june);
  expect(await party()).toBe("Labour");
  expect(await importMembers(database.db, listed(first), "file", forGood, june)).toMatchObject({
    members: { changed: 0 },
  });
  await importMembers(database.db, nobody, "file", forced, june);
  expect(await party()).toBe("Labour");
});

test("a handful of invented members does not stand in the way of the first real list", async () => {
  await using database = await emptyHouse();
  await database.db
    .insertInto("member")
    .values({
      id: 9_000_001,
      legislature_id: "uk-commons",
      name: "Alex Example",
      full_title: "Alex Example MP",
      party: "Example Party",
    })
    .execute();
  await database.db
    .insertInto("membership")
    .values({ member_id: 9_000_001, area_code: code(7), started_on: "2026-06-01" })
    .execute();
  await database.db
    .insertInto("member_contact")
    .values({
      member_id: 9_000_001,
      source: "file",
      email: "alex@example.org",
      seen_on: "2026-06-01",
    })
    .execute();
  expect(await importMembers(database.db, listed(), "file", forGood, june)).toMatchObject({
    ended: 1,
    began: 650,
    addresses: { stale: 1 },
  });
});

test("a list is looked at without its addresses as with them, and nothing is written", async () => {
  await using database = await emptyHouse();
  const bare = each(() => ({ email: undefined }));
  expect(await examineMembers(database.db, bare, "api", forGood)).toBeUndefined();
  const elsewhere = [...bare.slice(1), { area: 999, holder: holder(1) }];
  expect(await examineMembers(database.db, elsewhere, "api", forGood)).toMatchObject({
    problems: ["1 of 650 constituencies is unknown (999)."],
    hint: "import-areas",
  });
  expect(await database.db.selectFrom("member").select("id").execute()).toEqual([]);
});
