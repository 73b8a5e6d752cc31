import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { setStanding, type Standing, type WasSet } from "#app/signatures/set-aside.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { erase, withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";
import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import {
  confirmSlugs,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const people = ["ann", "bob", "olena", "dana"];
const slugs = ["a", "b", "c"];
const places = ["E14001172", "S14000085", "GB", "KZ"];

const step = fc.oneof(
  fc.record({
    do: fc.constant("sign" as const),
    person: fc.nat(3),
    place: fc.nat(3),
    demands: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
  }),
  fc.record({
    do: fc.constant("confirm" as const),
    which: fc.nat(20),
    demands: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    do: fc.constant("withdraw" as const),
    person: fc.nat(3),
    demands: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
  }),
  fc.record({ do: fc.constant("disown" as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant("erase" as const), person: fc.nat(3) }),
  fc.record({ do: fc.constant("place" as const) }),
  fc.record({
    do: fc.constant("set" as const),
    to: fc.constantFrom<Standing>("held", "counted", "invalidated"),
    demands: fc.uniqueArray(fc.nat(2), { minLength: 1 }),
  }),
  fc.record({ do: fc.constant("undo" as const), which: fc.nat(10) }),
  fc.record({ do: fc.constant("rule" as const), isHeld: fc.boolean() }),
  fc.record({
    do: fc.constant("close" as const),
    which: fc.nat(2),
    state: fc.constantFrom("open" as const, "closed" as const),
  }),
  fc.record({ do: fc.constant("expire" as const) }),
  fc.record({ do: fc.constant("fold" as const) }),
  fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 60 }) }),
);

const mayBecome: Readonly<Record<Standing, Standing[]>> = {
  held: ["counted"],
  counted: ["held"],
  invalidated: ["counted", "held"],
};

/** Bulk work, and its undoing, as organisers may do them. */
function bulk(db: Db) {
  const done: { reviewId: number; to: Standing; seenAt: Date; was: WasSet[] }[] = [];
  return {
    async set(demands: readonly number[], to: Standing, seenAt: Date) {
      const rows = await db
        .selectFrom("signature")
        .select(["demand_id as demandId", "signer_key as signerKey"])
        .where("demand_id", "in", demands)
        .execute();
      const work = { reviewId: done.length + 1, to, seenAt };
      const from = mayBecome[to];
      done.push({
        ...work,
        was: await setStanding(db, { ...work, signatures: rows, from }, seenAt),
      });
    },
    async undo(which: number, now: Date) {
      const work = done[which % done.length];
      if (!work) return;
      for (const to of ["counted", "held"] as const) {
        const signatures = work.was.filter(({ was }) => was === to);
        const back = { ...work, signatures, from: [work.to], to, undoes: true };
        await setStanding(db, back, now);
      }
    },
  };
}

/** Signatures that are not invalidated. */
async function standing(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("signature")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where(sql<boolean>`set_aside is distinct from 'invalidated'`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether what is confirmed at everybody's domain is held from now on. */
async function ruleDomain(db: Db, isHeld: boolean, now: Date): Promise<void> {
  await db.deleteFrom("domain_rule").execute();
  if (!isHeld) return;
  await sql`insert into domain_rule (domain_key, rule, reason, set_at)
              select distinct domain_key, 'held', 'for the test', ${now}::timestamptz
                from signing where domain_key is not null`.execute(db);
}

/** With what is said of it in public: count and held together fell by as much as is noted. */
async function expectExplained(db: Db, made: number): Promise<void> {
  const { counted } = await db
    .selectFrom("demand")
    .select(({ fn }) => fn.sum<string>(sql`signature_count + held_count`).as("counted"))
    .executeTakeFirstOrThrow();
  const { noted } = await db
    .selectFrom("tally_correction")
    .select(({ fn }) => fn.sum<string | null>("number").as("noted"))
    .executeTakeFirstOrThrow();
  expect(Number(counted) + Number(noted ?? 0)).toBe(made);
}

test("whatever is signed, confirmed, withdrawn, erased, held, released, invalidated, undone, placed later and expired in any order, the tallies equal count(*)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await using database = await freshDatabase();
      const { db } = database;
      const demands: number[] = [];
      await sql`insert into postcode (code, area_code) values ('SW1A1AA', 'E14001172')`.execute(db);
      for (const slug of slugs) demands.push(await makeDemand(db, slug));
      const ids = (chosen: number[]) => chosen.map((at) => demands[at]!);
      const closed = new Set<number>();
      const signings: string[] = [];
      const work = bulk(db);
      let made = 0;
      let now = new Date();
      for (const one of steps) {
        if (one.do === "sign") {
          if (one.demands.some((at) => closed.has(at))) continue;
          const wish = wishFor(
            ids(one.demands),
            `${people[one.person]}@example.org`,
            places[one.place],
            "SW1A1AA",
          );
          signings.push(await signed(db, wish, now));
        } else if (one.do === "confirm" && signings.length > 0) {
          const id = signings[one.which % signings.length]!;
          const before = await standing(db);
          await Promise.all(
            // what was not asked for among them is signed beside it
            Array.from({ length: one.times }, () =>
              confirmSlugs(
                db,
                id,
                one.demands.map((at) => slugs[at]!),
                now,
              ),
            ),
          );
          made += (await standing(db)) - before;
        } else if (one.do === "withdraw") {
          const signer = signerKey(testKeys, `${people[one.person]}@example.org`);
          await withdraw(db, testKeys, signer, ids(one.demands), now);
        } else if (one.do === "disown" && signings.length > 0) {
          await disown(db, testKeys, signings[one.which % signings.length]!, now);
        } else if (one.do === "erase") {
          const address = `${people[one.person]}@example.org`;
          const signer = signerKey(testKeys, address);
          await erase(
            db,
            testKeys,
            { signerKey: signer, inboxKeys: [], addresses: [address] },
            now,
          );
        } else if (one.do === "set") {
          await work.set(ids(one.demands), one.to, now);
        } else if (one.do === "undo") {
          await work.undo(one.which, now);
        } else if (one.do === "rule") {
          await ruleDomain(db, one.isHeld, now);
        } else if (one.do === "place") {
          await placeEarlierSigners(db, testKeys, now);
        } else if (one.do === "wait") {
          now = new Date(now.getTime() + one.hours * 3_600_000);
          await makeSigningDays(db, now);
        } else if (one.do === "fold") {
          await foldMinutes(db, now);
        } else if (one.do === "close") {
          closed[one.state === "closed" ? "add" : "delete"](one.which);
          await db
            .updateTable("demand")
            .set({ state: one.state, closed_at: one.state === "closed" ? now : null })
            .where("slug", "=", slugs[one.which]!)
            .execute();
        } else if (one.do === "expire") {
          await dropSigningDays(db, now);
        }
        expect(await checkTally(db)).toEqual([]);
        await expectExplained(db, made);
      }
    }),
    { numRuns: 25 },
  );
});

test("a count that drifted is named and mended", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org", "E14001172"));
  await db.updateTable("demand").set({ signature_count: 7 }).execute();
  await db.deleteFrom("tally_place").execute();
  expect(await checkTally(db)).toEqual([
    { demand: "one", tally: "place", key: "E14001172", kept: 0, counted: 1 },
    { demand: "one", tally: "total", key: null, kept: 7, counted: 1 },
  ]);
  const told: unknown[] = [];
  const drift = await repairTally(
    db,
    (_, differed) => {
      told.push(...differed);
      return Promise.resolve();
    },
    new Date(),
  );
  expect(drift).toHaveLength(2);
  expect(told).toEqual(drift);
  expect(await checkTally(db)).toEqual([]);
  expect(await countOf(db, demand)).toBe(1);
});
