import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { getDemand } from "#app/demands/get-demand.server.ts";
import { signerKey } from "#app/keys.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { listDays } from "#app/signatures/places.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { listTrending } from "#app/signatures/trending.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { dayOf } from "#app/words/format.ts";
import type { Db } from "#db/connection.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import { makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

const MINUTE = 60_000;
const noon = new Date("2026-07-15T12:00:00Z");
const at = (minutes: number, seconds = 0) =>
  new Date(noon.getTime() + minutes * MINUTE + seconds * 1000);
const keyOf = (address: string) => signerKey(testKeys, address);
const noRecord = () => Promise.resolve();

/** A demand and whoever signs it, each at a time. */
async function signedAt(db: Db, times: readonly Date[], slug = "one"): Promise<number> {
  await makeSigningDays(db, noon);
  const demand = await makeDemand(db, slug);
  for (const [n, time] of times.entries())
    await signedAndConfirmed(db, wishFor([demand], `${slug}-${n}@example.org`), time);
  return demand;
}

const minutesOf = (db: Db) => db.selectFrom("tally_minute").selectAll().execute();
const hoursOf = (db: Db) =>
  db.selectFrom("tally_hour").select(["hour", "signature_count"]).orderBy("hour").execute();

test("trending is the last sixty minutes, to the minute, wherever the clock's hours begin", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await signedAt(db, [at(1), at(58, 59), at(59, 30), at(60), at(119, 30)]);
  const count = async (now: Date) => (await listTrending(db, now))[0]?.count ?? 0;
  expect(await count(at(119, 59))).toBe(3);
  expect(await count(at(120, 30))).toBe(2);
  expect(await count(at(121, 0))).toBe(1);
  expect(await count(at(179, 59))).toBe(1);
  expect(await count(at(180, 30))).toBe(0);
  await withdraw(db, testKeys, keyOf("one-4@example.org"), [demand], at(125));
  expect(await count(at(126))).toBe(0);
  expect(await checkTally(db)).toEqual([]);
});

test("minutes become part of their hours, once, and what is withdrawn later is taken from them", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await signedAt(db, [at(1), at(1), at(59), at(60), at(200)]);
  const now = at(200);
  const trending = await listTrending(db, now);
  await Promise.all([foldMinutes(db, now), foldMinutes(db, now), foldMinutes(db, now)]);
  expect(await hoursOf(db)).toEqual([{ hour: noon, signature_count: 3 }]);
  expect(await minutesOf(db)).toHaveLength(2);
  expect(await listTrending(db, now)).toEqual(trending);
  for (const n of [0, 1, 2])
    await withdraw(db, testKeys, keyOf(`one-${n}@example.org`), [demand], now);
  expect(await checkTally(db)).toEqual([]);
  expect(await listDays(db, demand)).toEqual([{ day: "2026-07-15", count: 2 }]);
  await foldMinutes(db, now);
  expect(await hoursOf(db)).toEqual([{ hour: noon, signature_count: 0 }]);
  await foldMinutes(db, at(600));
  expect(await minutesOf(db)).toEqual([]);
  expect(await checkTally(db)).toEqual([]);
});

test("a minute that somebody holds is left, and nobody waits for it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await signedAt(db, [at(1), at(2)]);
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query(
    "update tally_minute set signature_count = signature_count where minute = $1",
    [at(1)],
  );
  await foldMinutes(db, at(300));
  expect(await minutesOf(db)).toMatchObject([{ minute: at(1), signature_count: 1 }]);
  await holder.query("commit");
  holder.release();
  await foldMinutes(db, at(300));
  expect(await hoursOf(db)).toEqual([{ hour: noon, signature_count: 2 }]);
});

test("who withdraws while minutes are folded is taken from the hour in the end", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await signedAt(db, [at(1), at(1)]);
  await db.transaction().execute(async (folding) => {
    await foldMinutes(folding, at(300));
    const withdrawing = withdraw(db, testKeys, keyOf("one-0@example.org"), [demand], at(300));
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows.length).toBe(1);
    }, 30_000);
    return { withdrawing };
  });
  await expect.poll(() => minutesOf(db)).toMatchObject([{ minute: at(1), signature_count: -1 }]);
  expect(await checkTally(db)).toEqual([]);
  await foldMinutes(db, at(300));
  expect(await hoursOf(db)).toEqual([{ hour: noon, signature_count: 1 }]);
  expect(await checkTally(db)).toEqual([]);
});

test("a repair gives back the minutes of the last hour, and what a wrong minute says is drift", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await signedAt(db, [at(1), at(190), at(199)]);
  await foldMinutes(db, at(200));
  await db
    .updateTable("tally_minute")
    .set({ signature_count: 9 })
    .where("minute", "=", at(199))
    .execute();
  expect(await checkTally(db)).toEqual([
    { demand: "one", tally: "hour", key: "2026-07-15T15:00Z", kept: 10, counted: 2 },
  ]);
  await repairTally(db, noRecord, at(200));
  expect(await checkTally(db)).toEqual([]);
  expect(await listTrending(db, at(200))).toMatchObject([{ id: demand, count: 2 }]);
  expect(await hoursOf(db)).toEqual([{ hour: noon, signature_count: 1 }]);
});

test("a threshold that a repair passes gets its time, and keeps its first one", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const sign = (from: number, to: number) =>
    sql`insert into signature select ${demand}, substr(sha256(n::text::bytea), 1, 16), 1, 'sealed', 1,
          'KZ', 'en', false, 1, ${at(0)}, ${at(0)} from generate_series(${from}::int, ${to}::int) n`.execute(
      db,
    );
  const times = async () => {
    const read = await getDemand(db, "one", "en");
    return [read!.count, read!.responseThresholdReachedAt, read!.debateThresholdReachedAt];
  };
  await sign(1, 9_999);
  await repairTally(db, noRecord, at(1));
  expect(await times()).toEqual([9_999, null, null]);
  await sign(10_000, 10_000);
  await repairTally(db, noRecord, at(2));
  expect(await times()).toEqual([10_000, at(2), null]);
  await sql`delete from signature where signer_key = substr(sha256('7'), 1, 16)`.execute(db);
  await repairTally(db, noRecord, at(3));
  expect(await times()).toEqual([9_999, at(2), null]);
  await sign(10_001, 100_001);
  await repairTally(db, noRecord, at(4));
  expect(await times()).toEqual([100_000, at(2), at(4)]);
});

test("a demand's moment of change moves with each of its counts, and never back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await signedAt(db, [at(1)]);
  await db
    .updateTable("demand")
    .set({ updated_at: at(-1) })
    .execute();
  const changed = async () => (await getDemand(db, demand, "en"))!.updatedAt;
  expect(await changed()).toEqual(at(1));
  await signedAndConfirmed(db, wishFor([demand], "late@example.org"), at(0, 30));
  expect(await changed()).toEqual(at(1));
  await withdraw(db, testKeys, keyOf("one-0@example.org"), [demand], at(2));
  expect(await changed()).toEqual(at(2));
  await db.deleteFrom("tally_place").execute();
  await repairTally(db, noRecord, at(3));
  expect(await changed()).toEqual(at(3));
  await repairTally(db, noRecord, at(4));
  expect(await changed()).toEqual(at(3));
  await db
    .updateTable("demand")
    .set({ updated_at: at(5) })
    .execute();
  expect(await changed()).toEqual(at(5));
});

test("days begin at midnight in London, in summer and where the clocks change, folded or not", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const times = [
    "2026-03-28T23:30:00Z",
    "2026-03-29T22:30:00Z",
    "2026-03-29T23:30:00Z",
    "2026-07-15T22:59:59Z",
    "2026-07-15T23:00:00Z",
    "2026-10-24T23:30:00Z",
    "2026-10-25T23:30:00Z",
    "2026-10-26T00:00:00Z",
  ].map((text) => new Date(text));
  const demand = await makeDemand(db, "one");
  const rows = times.map((minute) => ({ demand_id: demand, minute, signature_count: 1 }));
  await db.insertInto("tally_minute").values(rows).execute();
  const days = [
    { day: "2026-03-28", count: 1 },
    { day: "2026-03-29", count: 1 },
    { day: "2026-03-30", count: 1 },
    { day: "2026-07-15", count: 1 },
    { day: "2026-07-16", count: 1 },
    { day: "2026-10-25", count: 2 },
    { day: "2026-10-26", count: 1 },
  ];
  expect(await listDays(db, demand)).toEqual(days);
  await foldMinutes(db, new Date("2026-12-01T00:00:00Z"));
  expect(await minutesOf(db)).toEqual([]);
  expect(await listDays(db, demand)).toEqual(days);
  expect(times.map(dayOf)).toEqual([
    ...["2026-03-28", "2026-03-29", "2026-03-30", "2026-07-15", "2026-07-16"],
    ...["2026-10-25", "2026-10-25", "2026-10-26"],
  ]);
});
