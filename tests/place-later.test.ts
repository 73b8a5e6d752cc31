import { setTimeout as sleep } from "node:timers/promises";

import fc from "fast-check";
import { expect, test } from "vitest";

import { deriveKeys, signerKey } from "#app/keys.server.ts";
import { rename, setUpdates } from "#app/signatures/manage/correct.server.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import {
  confirm,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const north = "E14001001";
const south = "E14001002";
const addressOf = (person: number) => `person-${person}@example.org`;
const keyOf = (person: number) => signerKey(testKeys, addressOf(person));

/** The postcode that signers have in tests lies in the north; SW1A 1AB is in no known constituency. */
async function learnPostcodes(db: Db): Promise<void> {
  const parliament = { id: "uk-commons", name: "Commons", country: "GB", seats: 650 };
  await db
    .insertInto("legislature")
    .values({ ...parliament, time_zone: "Europe/London" })
    .execute();
  const area = { legislature_id: "uk-commons", region_code: "E12", region: "East", country: "GB" };
  await db
    .insertInto("area")
    .values([
      { ...area, code: north, name: "North" },
      { ...area, code: south, name: "South" },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("postcode")
    .values([
      { code: "SW1A1AA", area_code: north },
      { code: "SW1A1AB", area_code: "E14009999" },
      { code: "M11AE", area_code: south },
    ])
    .execute();
}

function homeWish(demands: number[], person: number, postcode: string | null = "SW1A1AA") {
  const wish = wishFor(demands, addressOf(person), "GB");
  return { ...wish, person: { ...wish.person, postcode } };
}

const countsOf = async (db: Db, demand: number) =>
  Object.fromEntries(
    (
      await db
        .selectFrom("tally_place")
        .select(["place", "signature_count"])
        .where("demand_id", "=", demand)
        .where("signature_count", ">", 0)
        .orderBy("place")
        .execute()
    ).map((row) => [row.place, row.signature_count]),
  );

async function waitUntilBlocked({ pool, url }: TestDatabase, sessions: number): Promise<void> {
  const query = url.includes("citus=true")
    ? "select count(distinct waiting_gpid)::int as number from citus_lock_waits"
    : `select count(*)::int as number from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await pool.query<{ number: number }>(query)).rows[0]!.number < sessions) await sleep(5);
}

test("signers are placed once the table knows their postcode, and once only", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const two = await makeDemand(db, "two");
  await signedAndConfirmed(db, homeWish([one, two], 0));
  await signedAndConfirmed(db, homeWish([one], 1, "M11AE"));
  await signedAndConfirmed(db, homeWish([one], 2, "SW1A1AB"));
  await signedAndConfirmed(db, homeWish([one], 3, "BFPO57"));
  await signedAndConfirmed(db, homeWish([one], 4, null));
  await signedAndConfirmed(db, wishFor([one], addressOf(5), south));
  await signedAndConfirmed(db, wishFor([one], addressOf(6), "KZ"));
  expect(await placeEarlierSigners(db, testKeys, new Date())).toEqual({ placed: 0, unreadable: 0 });
  expect(await countsOf(db, one)).toEqual({ GB: 5, KZ: 1, [south]: 1 });

  await learnPostcodes(db);
  const looked: number[] = [];
  expect(
    await placeEarlierSigners(db, testKeys, new Date(), (number) => looked.push(number)),
  ).toEqual({
    placed: 3,
    unreadable: 0,
  });
  expect(looked).toEqual([6]);
  expect(await countsOf(db, one)).toEqual({ GB: 3, KZ: 1, [north]: 1, [south]: 2 });
  expect(await countsOf(db, two)).toEqual({ [north]: 1 });
  expect(await countOf(db, one)).toBe(7);
  expect(await checkTally(db)).toEqual([]);
  expect(await placeEarlierSigners(db, testKeys, new Date())).toEqual({ placed: 0, unreadable: 0 });
  expect(await checkTally(db)).toEqual([]);
});

test("a pending signing keeps its place, and is placed by the run after its confirmation", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await learnPostcodes(db);
  const id = await signed(db, homeWish([demand], 0));
  expect(await placeEarlierSigners(db, testKeys, new Date())).toEqual({ placed: 0, unreadable: 0 });
  await confirm(db, id, [demand], new Date());
  expect(await countsOf(db, demand)).toEqual({ GB: 1 });
  expect(await placeEarlierSigners(db, testKeys, new Date())).toEqual({ placed: 1, unreadable: 0 });
  expect(await countsOf(db, demand)).toEqual({ [north]: 1 });
});

test("signers whose key is not in the ring are left as they are, and counted", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await learnPostcodes(db);
  await signedAndConfirmed(db, homeWish([demand], 0));
  await signedAndConfirmed(db, homeWish([demand], 1));
  const first = { version: 1, key: Buffer.alloc(32, 7) };
  const second = { version: 2, key: Buffer.alloc(32, 8) };
  await rename(db, deriveKeys([first, second]), keyOf(1), "Ann");
  expect(await placeEarlierSigners(db, testKeys, new Date())).toEqual({ placed: 1, unreadable: 1 });
  expect(await countsOf(db, demand)).toEqual({ GB: 1, [north]: 1 });
  expect(await checkTally(db)).toEqual([]);
});

test("more signers than are read at once are all placed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await learnPostcodes(db);
  await signedAndConfirmed(db, homeWish(demands, 0));
  // the same sealed value under other keys: none of these can be read
  await database.pool.query(`
    with more as (
      insert into signature
      select demand_id, decode(md5(n::text), 'hex'), key_version, person, text_version, place, locale,
             updates, consent_version, consented_at, confirmed_at
        from signature cross join generate_series(1, 1200) as n
      returning demand_id
    ), total as (
      update demand set signature_count = signature_count + 1200 where id in (select demand_id from more)
    ), hours as (
      update tally_minute set signature_count = signature_count + 1200
    )
    update tally_place set signature_count = signature_count + 1200`);
  const looked: number[] = [];
  expect(
    await placeEarlierSigners(db, testKeys, new Date(), (number) => looked.push(number)),
  ).toEqual({
    placed: 2,
    unreadable: 2400,
  });
  expect(looked).toEqual([1000, 2000, 2402]);
  expect(await checkTally(db)).toEqual([]);
});

test("who withdraws while being placed is taken from the place they were moved to", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await learnPostcodes(db);
  await signedAndConfirmed(db, homeWish([demand], 0));
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("select from signature where signer_key = $1 for update", [keyOf(0)]);
  const placing = placeEarlierSigners(db, testKeys, new Date());
  await waitUntilBlocked(database, 1);
  const withdrawing = withdraw(db, testKeys, keyOf(0), [demand], new Date());
  await waitUntilBlocked(database, 2);
  await holder.query("commit");
  holder.release();
  expect(await placing).toEqual({ placed: 1, unreadable: 0 });
  expect(await withdrawing).toBe(1);
  expect(await checkTally(db)).toEqual([]);
  expect(await countsOf(db, demand)).toEqual({});
});

test("who withdraws, or withdraws and signs anew elsewhere, before being placed is not moved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await learnPostcodes(db);
  await signedAndConfirmed(db, homeWish([demand], 0));
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("select from signature where signer_key = $1 for update", [keyOf(0)]);
  const withdrawing = withdraw(db, testKeys, keyOf(0), [demand], new Date());
  await waitUntilBlocked(database, 1);
  const placing = placeEarlierSigners(db, testKeys, new Date());
  await waitUntilBlocked(database, 2);
  await holder.query("commit");
  holder.release();
  expect(await withdrawing).toBe(1);
  const again = await signed(db, homeWish([demand], 0, "ZE10AA"));
  await confirm(db, again, [demand], new Date());
  expect(await placing).toEqual({ placed: 0, unreadable: 0 });
  expect(await checkTally(db)).toEqual([]);
  expect(await countsOf(db, demand)).toEqual({ GB: 1 });
});

const someDemands = fc.uniqueArray(fc.nat(2), { minLength: 1 });
const person = fc.nat(5);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("sign" as const), person, demands: someDemands }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("withdraw" as const), person, demands: someDemands }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("updates" as const), person, wanted: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("place" as const) }) },
);

test("whoever confirms, withdraws and is placed at the same moment, the tallies equal count(*)", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 2, maxLength: 6 }),
      fc.array(step, { minLength: 8, maxLength: 24 }),
      async (first, steps) => {
        await using database = await freshDatabase();
        const { db } = database;
        const demands: number[] = [];
        for (const slug of ["a", "b", "c"]) demands.push(await makeDemand(db, slug));
        const ids = (chosen: number[]) => chosen.map((at) => demands[at]!);
        const wishOf = (who: number, chosen: number[]) =>
          homeWish(chosen, who, who % 2 === 0 ? "SW1A1AA" : "M11AE");
        await learnPostcodes(db);
        const now = new Date();
        for (const who of first) await signedAndConfirmed(db, wishOf(who, demands));
        const actions: (() => Promise<unknown>)[] = [];
        for (const one of steps) {
          if (one.do === "sign") {
            const id = await signed(db, wishOf(one.person, ids(one.demands)));
            actions.push(() => confirm(db, id, ids(one.demands), now));
          } else if (one.do === "withdraw")
            actions.push(() => withdraw(db, testKeys, keyOf(one.person), ids(one.demands), now));
          else if (one.do === "updates")
            actions.push(() => setUpdates(db, testKeys, keyOf(one.person), one.wanted, now));
          else actions.push(() => placeEarlierSigners(db, testKeys, new Date()));
        }
        await Promise.all(actions.map((act) => act()));
        expect(await checkTally(db)).toEqual([]);
        await placeEarlierSigners(db, testKeys, new Date());
        expect(await checkTally(db)).toEqual([]);
        for (const demand of demands) expect(await countsOf(db, demand)).not.toHaveProperty("GB");
      },
    ),
    { numRuns: 8 },
  );
});
