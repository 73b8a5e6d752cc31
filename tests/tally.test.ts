import fc from "fast-check";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { checkTally, repairTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import {
  confirm,
  countOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

const people = ["ann", "bob", "olena", "dana"];
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
  fc.record({ do: fc.constant("expire" as const) }),
  fc.record({ do: fc.constant("fold" as const) }),
  fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 60 }) }),
);

test("whatever is signed, confirmed, withdrawn and expired in any order, the tallies equal count(*)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await using database = await freshDatabase();
      const { db } = database;
      const demands: number[] = [];
      for (const slug of ["a", "b", "c"]) demands.push(await makeDemand(db, slug));
      const ids = (chosen: number[]) => chosen.map((at) => demands[at]!);
      const signings: string[] = [];
      let now = new Date();
      for (const one of steps) {
        if (one.do === "sign") {
          const wish = wishFor(
            ids(one.demands),
            `${people[one.person]}@example.org`,
            places[one.place],
          );
          signings.push(await signed(db, wish, now));
        } else if (one.do === "confirm" && signings.length > 0) {
          const id = signings[one.which % signings.length]!;
          await Promise.all(
            Array.from({ length: one.times }, () => confirm(db, id, ids(one.demands), now)),
          );
        } else if (one.do === "withdraw") {
          const signer = signerKey(testKeys, `${people[one.person]}@example.org`);
          await withdraw(db, signer, ids(one.demands), now);
        } else if (one.do === "disown" && signings.length > 0) {
          await disown(db, signings[one.which % signings.length]!, now);
        } else if (one.do === "wait") {
          now = new Date(now.getTime() + one.hours * 3_600_000);
          await makeSigningDays(db, now);
        } else if (one.do === "fold") {
          await foldMinutes(db, now);
        } else if (one.do === "expire") {
          await dropSigningDays(db, now);
        }
        expect(await checkTally(db)).toEqual([]);
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
