/** Bulk works among everything else that happens to signatures, cut off at any step: every number stays true. */
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { findSome, SLICES } from "#app/review/bulk/find-set.server.ts";
import { getBulk } from "#app/review/bulk/get-bulk.server.ts";
import { makeStep, undoStep } from "#app/review/bulk/make-step.server.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { erase, withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";
import type { ReviewState } from "#db/schema.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirm, makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";

const people = ["ann@one.example", "bob@one.example", "olena@two.example", "dana@two.example"];
const places = ["E14001172", "S14000085", "GB", "KZ"];
const demandsOf = fc.uniqueArray(fc.nat(2), { minLength: 1 });
const which = fc.nat(20);

const step = fc.oneof(
  fc.record({
    ...{ do: fc.constant("sign" as const), person: fc.nat(3), place: fc.nat(3) },
    ...{ demands: demandsOf, isConfirmed: fc.boolean() },
  }),
  fc.record({ do: fc.constant("confirm" as const), which, demands: demandsOf }),
  fc.record({ do: fc.constant("withdraw" as const), person: fc.nat(3), demands: demandsOf }),
  fc.record({ do: fc.constant("erase" as const), person: fc.nat(3) }),
  fc.record({ do: fc.constant("place" as const) }),
  fc.record({
    do: fc.constant("ask" as const),
    deed: fc.constantFrom("hold" as const, "release" as const, "invalidate" as const),
    by: fc.constantFrom("demand" as const, "place" as const, "time" as const),
    at: fc.nat(3),
  }),
  fc.record({ do: fc.constant("begin" as const), which }),
  fc.record({ do: fc.constant("cancel" as const), which }),
  fc.record({ do: fc.constant("undo" as const), which }),
  fc.record({ do: fc.constant("step" as const), which, isKilled: fc.boolean() }),
  fc.record({ do: fc.constant("steps" as const), which }),
);

class Killed extends Error {}

/** A step as the worker makes it, of two signatures at most; a kill is a transaction that comes to nothing. */
async function workOn(db: Db, id: number, now: Date, isKilled = false): Promise<ReviewState> {
  try {
    await db.transaction().execute(async (tx) => {
      const { state } = (await getBulk(tx, id))!;
      if (state === "finding") await findSome(tx, id, SLICES / 2, now);
      if (state === "running") await makeStep(tx, id, now, 2);
      if (state === "undoing") await undoStep(tx, id, now, 2);
      if (isKilled) throw new Killed();
    });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return (await getBulk(db, id))!.state;
}

async function expectTrue(db: Db): Promise<void> {
  expect(await checkTally(db)).toEqual([]);
  const { rows } = await sql<{ strangers: number }>`
    select count(*)::int as strangers
      from review_signature r
      left join signature s on s.signer_key = r.signer_key and s.demand_id = r.demand_id
     where s.demand_id is null`.execute(db);
  // who withdrew is in no frozen set
  expect(rows[0]!.strangers).toBe(0);
}

test("whatever is found, begun, cut off, stopped and undone while people sign, withdraw and are placed, the tallies equal count(*)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 60 }), async (steps) => {
      await using database = await freshDatabase();
      const { db } = database;
      await sql`insert into postcode (code, area_code) values ('SW1A1AA', 'E14001172')`.execute(db);
      const demands: number[] = [];
      for (const slug of ["a", "b", "c"]) demands.push(await makeDemand(db, slug));
      const ids = (chosen: number[]) => chosen.map((at) => demands[at]!);
      const who = await newOrganiser(db, "chief@example.org");
      let now = new Date();
      const bulk = bulkWork(db, who, () => now);
      const signings: string[] = [];
      const works: number[] = [];
      for (const one of steps) {
        now = new Date(now.getTime() + 1_000);
        const id = "which" in one ? works[one.which % works.length] : undefined;
        const saw = id === undefined ? undefined : (await bulk.get(id)).version;
        if (one.do === "sign") {
          const address = people[one.person]!;
          const chosen = ids(one.demands);
          const wish = wishFor(chosen, address, places[one.place], "SW1A1AA");
          signings.push(await signed(db, wish, now));
          if (one.isConfirmed) await confirm(db, signings.at(-1)!, chosen, now);
        } else if (one.do === "confirm" && signings.length > 0) {
          await confirm(db, signings[one.which % signings.length]!, ids(one.demands), now);
        } else if (one.do === "withdraw") {
          await withdraw(
            db,
            testKeys,
            signerKey(testKeys, people[one.person]!),
            ids(one.demands),
            now,
          );
        } else if (one.do === "erase") {
          const address = people[one.person]!;
          const signer = signerKey(testKeys, address);
          await erase(
            db,
            testKeys,
            { signerKey: signer, inboxKeys: [], addresses: [address] },
            now,
          );
        } else if (one.do === "place") {
          await placeEarlierSigners(db, testKeys, now);
        } else if (one.do === "ask") {
          const conditions = {
            demand: { demand: demands[one.at % 3]! },
            place: { place: places[one.at]! },
            time: { from: new Date(now.getTime() - 10_000 * (1 + one.at)).toISOString() },
          };
          works.push(await bulk.ask(one.deed, conditions[one.by]));
        } else if (id !== undefined) {
          if (one.do === "begin") await bulk.begin(id, saw);
          else if (one.do === "cancel") await bulk.cancel(id, saw);
          else if (one.do === "undo") await bulk.undo(id, saw);
          else if (one.do === "step") await workOn(db, id, now, one.isKilled);
          else if (one.do === "steps")
            for (let state: ReviewState = "finding", n = 0; n < 9; n++) {
              state = await workOn(db, id, now);
              if (state === "found") await bulk.begin(id, (await bulk.get(id)).version);
            }
        }
        await expectTrue(db);
      }
    }),
    { numRuns: 20 },
  );
});
