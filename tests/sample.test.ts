/** The demo's sample: whole, true and nobody's; and taken away to the last row, and no further. */
import fs from "node:fs";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { importMembers } from "#app/imports/import-members.server.ts";
import { signerKey } from "#app/keys.server.ts";
import { countConsenting } from "#app/supporters/export/consenting.server.ts";
import { inventMembers } from "#app/seed/sample/members.ts";
import { readPlaces } from "#app/seed/sample/places.server.ts";
import { removeSample } from "#app/seed/sample/remove-sample.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { setStanding } from "#app/signatures/set-aside.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Database } from "#db/schema.ts";
import type { Db } from "#db/connection.ts";

import { forced, holder } from "./support/imports.ts";
import { approve, draft, inOne, organiser, send, sendAll } from "./support/letters.ts";
import { sampleDatabase } from "./support/sample.ts";
import { freshDatabase } from "./support/database.ts";
import {
  confirm,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const DAY = 86_400_000;

async function rowsIn(db: Db, table: keyof Database, where = sql`true`): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} t where ${where}`.execute(db);
  return rows[0]!.n;
}

const sampleKey = (number: number) => signerKey(testKeys, `sample-person-${number}@example.org`);

test("the sample is whole, its counts are true, and nothing of it is to be mailed", async () => {
  const now = new Date();
  await using database = await sampleDatabase(now);
  const { db } = database;
  expect(await checkTally(db)).toEqual([]);
  await foldMinutes(db, new Date(now.getTime() + DAY));
  expect(await checkTally(db)).toEqual([]);

  expect(await rowsIn(db, "area")).toBe(650);
  expect(await rowsIn(db, "member")).toBe(649);
  expect(await rowsIn(db, "membership", sql`ended_on is null`)).toBe(649);
  expect(await rowsIn(db, "member_contact", sql`email like '%@example.org'`)).toBe(649);

  expect(await rowsIn(db, "signature")).toBeGreaterThan(5_000);
  expect(await rowsIn(db, "signature", sql`length(place) = 2`)).toBeGreaterThan(100);
  expect(await rowsIn(db, "signature", sql`consent_version <> 0`)).toBe(0);
  expect(
    await rowsIn(db, "signature", sql`confirmed_at > ${now} or confirmed_at < consented_at`),
  ).toBe(0);
  const counts = await db.selectFrom("demand").select("signature_count as n").execute();
  expect(new Set(counts.map(({ n }) => n)).size).toBe(5);
  // somebody signed in each of the last weeks, and more when the campaign began
  const weeks = await sql<{ n: number }>`
    select count(*)::int as n from signature
     group by floor(extract(epoch from ${now}::timestamptz - confirmed_at) / (7 * 86400))
     order by min(confirmed_at)`.execute(db);
  expect(weeks.rows.length).toBeGreaterThanOrEqual(9);
  expect(weeks.rows[0]!.n + weeks.rows[1]!.n).toBeGreaterThan(3 * weeks.rows.at(-2)!.n);

  const letter = await db.selectFrom("letter").selectAll().executeTakeFirstOrThrow();
  expect(letter).toMatchObject({ state: "sent", created_by: null });
  expect(now.getTime() - letter.counted_at!.getTime()).toBe(45 * DAY);
  expect(await rowsIn(db, "letter_copy", sql`state in ('sent', 'delivered')`)).toBe(649);
  expect(await rowsIn(db, "letter_copy", sql`body like '%{{%' or body like '%not known%'`)).toBe(0);
  const { rows: wrong } = await sql`
    with counted as materialized (
      select demand_id, count(*) as number from signature
       where confirmed_at <= ${letter.counted_at}::timestamptz group by demand_id
    )
    select from letter_total t left join counted c on c.demand_id = t.demand_id
     where t.place = '*' and t.signature_count <> coalesce(c.number, 0)`.execute(db);
  expect(wrong).toEqual([]);

  expect(await rowsIn(db, "stance")).toBe(1);
  expect(await rowsIn(db, "supporter_update", sql`state = 'sent' and people > 0`)).toBe(1);
  expect(await rowsIn(db, "supporter_update_text")).toBe(4);
  for (const table of ["organiser", "organiser_task", "mail_message", "signing"] as const)
    expect([table, await rowsIn(db, table)]).toEqual([table, 0]);
});

test("nobody of the sample is ever written to by an update, an export, or a letter in earnest", async () => {
  await using database = await sampleDatabase();
  const { db } = database;
  expect(await countConsenting(db, new Date())).toEqual(new Map());
  const author = await organiser(db);
  const { id } = await inOne(db, (tx) => composeLetter(tx, author, draft([2]), new Date()));
  expect(await approve(db, id, author, true)).toBe("approve-no-address");
});

test("a seed by hand and a second start add no sample", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  await seedIfEmpty(db, true, now);
  let begun = 0;
  await seedIfEmpty(db, true, now, () => Promise.resolve(void begun++));
  expect(begun).toBe(0);
  expect(await rowsIn(db, "sample_row")).toBe(0);
});

test("no sample member has the name of a member of today (needs ../shared/data)", () => {
  const members = inventMembers(readPlaces().map(({ code }) => code));
  expect(new Set(members.map(({ name }) => name)).size).toBe(members.length);
  const real = "../shared/data/members-2026-06-27.csv";
  if (!fs.existsSync(real)) return;
  const text = fs.readFileSync(real, "utf8");
  const surnames = new Set(members.map(({ name }) => name.split(" ")[1]!));
  expect([...surnames].filter((name) => text.includes(` ${name}"`))).toEqual([]);
});

/** What a person gave or wrote beside the sample, on a database that has it. */
async function realDeeds(db: Db, now: Date) {
  await signedAndConfirmed(db, wishFor([2, 3], "ann@example.com", "E14001172"), now);
  // somebody whose address a sample person has, for a demand that this one did not sign
  const other = await makeDemand(db, "a-real-demand");
  await signedAndConfirmed(db, wishFor([other], "sample-person-1@example.org"), now);
  return other;
}

test("removing takes the sample away and leaves what is real, whatever became of either", async () => {
  const now = new Date();
  await using database = await sampleDatabase(now);
  const { db } = database;
  const other = await realDeeds(db, now);

  // sample people withdraw, are held, are invalidated and, at one address, sign anew
  await withdraw(db, testKeys, sampleKey(2), [1, 2, 3, 4, 5], now);
  const of = async (person: number) => {
    const key = sampleKey(person);
    const row = await db
      .selectFrom("signature")
      .select("demand_id as demandId")
      .where("signer_key", "=", key)
      .orderBy("demand_id")
      .limit(1)
      .executeTakeFirstOrThrow();
    return { ...row, signerKey: key };
  };
  const review = async (deed: "hold" | "invalidate", reviewed: Date) =>
    (
      await db
        .insertInto("review")
        .values({
          deed,
          conditions: "{}",
          reason: "",
          state: "done",
          number: 1,
          organiser_id: null,
          created_at: reviewed,
          seen: null,
        })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  const held = await of(3);
  const invalid = await of(4);
  const anew = await of(5);
  const before = new Date(now.getTime() - 1000);
  await setStanding(
    db,
    {
      signatures: [held],
      from: ["counted"],
      to: "held",
      reviewId: await review("hold", before),
      seenAt: before,
    },
    now,
  );
  await setStanding(
    db,
    {
      signatures: [invalid, anew],
      from: ["counted"],
      to: "invalidated",
      reviewId: await review("invalidate", before),
      seenAt: before,
    },
    now,
  );
  await signedAndConfirmed(db, wishFor([anew.demandId], "sample-person-5@example.org"), now);
  expect(await checkTally(db)).toEqual([]);

  // a rehearsal was sent to one of its members, and then everybody who sits was imported
  const author = await organiser(db);
  const wish = draft([other], {
    perHour: 100_000,
    audience: { to: "members", members: [9_000_001] },
  });
  const { id: real } = await inOne(db, (tx) => composeLetter(tx, author, wish, now));
  await approve(db, real, author, false);
  expect(await send(db, real, { live: false, at: now })).toBe("sending");
  await sendAll(db, real, now);
  const listed = readPlaces().map(({ code }, index) => ({
    area: code,
    holder: holder(20_000 + index),
    line: index + 2,
  }));
  const outcome = await importMembers(db, listed, "file", forced, now);
  expect(outcome.kind).toBe("imported");
  // the sample's own letter was deleted meanwhile
  for (const table of ["letter_try", "letter_copy", "letter_total"] as const)
    await db.deleteFrom(table).where("letter_id", "<>", real).execute();
  await db.deleteFrom("letter").where("id", "<>", real).execute();

  const done = await inOne(db, (tx) => removeSample(tx, now));
  expect(done.said).toBe("sample-removed");
  expect(done.removed!.signatures).toBeGreaterThan(5_000);
  expect(await checkTally(db)).toEqual([]);
  await foldMinutes(db, new Date(now.getTime() + DAY));
  expect(await checkTally(db)).toEqual([]);

  // ann's two, one of the new demand, one given anew
  const left = await sql<{ demand_id: number }>`select demand_id from signature`.execute(db);
  expect(left.rows.map((row) => row.demand_id).toSorted((a, b) => a - b)).toEqual(
    [2, 3, other, anew.demandId].toSorted((a, b) => a - b),
  );
  expect(await rowsIn(db, "demand")).toBe(6);
  expect(await rowsIn(db, "area")).toBe(650);
  expect(await rowsIn(db, "membership", sql`ended_on is null`)).toBe(650);
  expect(await rowsIn(db, "member", sql`id < 9000000`)).toBe(650);
  // whom the real letter names
  const named = await db.selectFrom("member").select("id").where("id", ">", 9_000_000).execute();
  expect(named).toEqual([{ id: 9_000_001 }]);
  expect(await rowsIn(db, "letter")).toBe(1);
  expect(await rowsIn(db, "letter_copy")).toBe(1);
  for (const table of [
    "stance",
    "supporter_update",
    "supporter_update_text",
    "sample_row",
  ] as const)
    expect([table, await rowsIn(db, table)]).toEqual([table, 0]);
  expect(await rowsIn(db, "demand_update", sql`kind = 'update' and created_at < ${before}`)).toBe(
    0,
  );
  expect(await rowsIn(db, "organiser")).toBe(1);

  const again = await inOne(db, (tx) => removeSample(tx, now));
  expect(again).toEqual({ said: "sample-gone", removed: undefined });
});

test("whoever signs, confirms or withdraws while the sample goes is counted rightly, and it goes once", async () => {
  const now = new Date();
  await using database = await sampleDatabase(now);
  const { db } = database;
  await signedAndConfirmed(db, wishFor([1, 2], "early@example.com", "E14001172"), now);
  const people = Array.from({ length: 24 }, (_, index) => index);
  const forms = await Promise.all(
    people.map((index) =>
      signed(db, wishFor([1, 2, 3], `p${index}@example.com`, "E14001172"), now),
    ),
  );
  const removals = [1, 2].map(() => inOne(db, (tx) => removeSample(tx, now)));
  const [done] = await Promise.all([
    Promise.all(removals),
    ...forms.map((form) => confirm(db, form, [1, 2, 3], now)),
    ...people.map((index) => withdraw(db, testKeys, sampleKey(100 + index), [1, 2, 3, 4, 5], now)),
    withdraw(db, testKeys, signerKey(testKeys, "early@example.com"), [1], now),
  ]);
  expect(done.map(({ said }) => said).toSorted()).toEqual(["sample-gone", "sample-removed"]);
  expect(await checkTally(db)).toEqual([]);
  expect(await rowsIn(db, "signature", sql`consent_version = 0`)).toBe(0);
  const counts = await db
    .selectFrom("demand")
    .select("signature_count as n")
    .orderBy("id")
    .execute();
  expect(counts.map(({ n }) => n)).toEqual([24, 25, 24, 0, 0]);
});
