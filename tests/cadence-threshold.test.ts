/** At a member’s number exactly one copy goes out, whatever happens at the same moment, and in any order of things. */
import { setTimeout as sleep } from "node:timers/promises";

import fc from "fast-check";
import { expect, test } from "vitest";

import { isReached } from "#app/letters/cadence/cadence.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import type { Db } from "#db/connection.ts";

import {
  areaOf,
  atThreshold,
  choose,
  countMore,
  repeat,
  repeats,
  sentRepeatable,
} from "./support/cadence.ts";
import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, inOne, organiser, send } from "./support/letters.ts";
import { until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { makeDemand, testKeys, wishFor } from "./support/signers.ts";
import { killNow, kills, startWorker } from "./support/workers-to-kill.ts";

const PEOPLE = 200;
const GROUP = 50;

const groupsOf = <One>(all: readonly One[]): One[][] =>
  Array.from({ length: all.length / GROUP }, (_, group) =>
    all.slice(group * GROUP, (group + 1) * GROUP),
  );

/** How many had signed where the member sits, as each copy that went out again told it. */
async function toldTo(db: Db, member: number): Promise<number[]> {
  const rows = await db
    .selectFrom("letter_repeat as r")
    .innerJoin("letter_total as t", "t.letter_id", "r.letter_id")
    .select("t.signature_count")
    .where("r.member_id", "=", member)
    .where("t.place", "=", areaOf(member))
    .orderBy("r.letter_id")
    .execute();
  return rows.map(({ signature_count }) => signature_count);
}

test("200 confirm at the same moment, two workers are killed again and again: one copy at the number, and it leaves once", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn();
  await seedHouse(db, 2);
  const demand = await makeDemand(db, "troops");
  await sentRepeatable(db, [demand], { perHour: 100_000 });
  // one number that comes once, and one that comes again and again
  await choose(db, 1, atThreshold(150));
  await choose(db, 2, atThreshold(50));
  const people = Array.from({ length: PEOPLE * 2 }, (_, index) => index);
  const signings = people.map((index) => {
    const { demands: _demands, ...wish } = wishFor(
      [demand],
      `p${index}@example.org`,
      areaOf(1 + (index % 2)),
    );
    return prepareSigning(testKeys, { ...wish, slugs: ["troops"] }, new Date());
  });
  for (const group of groupsOf(signings)) await storeSignings(db, group);
  const start = () => startWorker("repeat-child.ts", url, standIn.url);
  let children = [start(), start()];
  let isOver = false;
  /** Each time that something has happened, while what follows from it is under way, one of them dies. */
  const killing = (async () => {
    let seen = 0;
    for (let round = 0; round < kills(4) && !isOver;) {
      const happened = (await repeats(db)).length + standIn.taken.length;
      if (happened === seen) {
        await sleep(5);
        continue;
      }
      seen = happened;
      await sleep(Math.random() * 30);
      await killNow(children[round % 2]!);
      children = children.map((child, index) => (index === round % 2 ? start() : child));
      round++;
    }
  })();
  try {
    // as many share a statement as would on the site
    const clicks = signings.map(({ id }) => ({ id, ticked: [String(demand)] }));
    await Promise.all(groupsOf(clicks).map((group) => confirmClicks(db, group, new Date())));
    await until(async () => {
      const [once_, often] = [await toldTo(db, 1), await toldTo(db, 2)];
      const open = await db
        .selectFrom("letter")
        .select("id")
        .where("state", "=", "sending")
        .execute();
      return once_.length > 0 && PEOPLE - (often.at(-1) ?? 0) < 50 && open.length === 0;
    });
    await sleep(1_000);
  } finally {
    isOver = true;
    await killing;
    await Promise.all(children.map(killNow));
  }
  const first = await toldTo(db, 1);
  expect(first).toHaveLength(1);
  expect(first[0]).toBeGreaterThanOrEqual(150);
  // each of the others tells of fifty more at least, and none is owed
  const often = await toldTo(db, 2);
  const steps = often.map((told, index) => told - (often[index - 1] ?? 0));
  expect(steps.filter((more) => more < 50)).toEqual([]);
  const of = (member: number) => standIn.taken.filter(({ to }) => to === `m${member}@example.org`);
  expect([of(1).length, of(2).length]).toEqual([1, often.length]);
  expect([...standIn.counts.values()].filter((count) => count > 1)).toEqual([]);
  expect(standIn.wrong).toEqual([]);
});

test("after the same copy no second one is kept, whoever would make it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [100]);
  await sentRepeatable(db, [demand]);
  await choose(db, 1, atThreshold(50));
  await countMore(db, demand, 1, 500);
  const made = await Promise.all(Array.from({ length: 8 }, () => repeat(db, later(60))));
  expect(made.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  const [one] = await repeats(db);
  const { letter_id } = one!;
  const again = db.insertInto("letter_repeat").values({ ...one!, letter_id: letter_id - 1 });
  await expect(again.execute()).rejects.toThrow("letter_repeat_once");
});

test("in any order of confirmations, withdrawals, letters and stops a member who chose a number gets a copy when it has come, and only then", async () => {
  const amount = fc.integer({ min: 1, max: 40 });
  const step = fc.oneof(
    fc.record({ do: fc.constant("confirm" as const), number: amount }),
    fc.record({ do: fc.constant("withdraw" as const), number: amount }),
    fc.record({ do: fc.constant("job" as const), at: fc.constantFrom(1, 2) }),
    fc.record({ do: fc.constant("letter" as const), reason: fc.constantFrom("", "The vote") }),
    fc.record({ do: fc.constant("choose" as const), number: fc.integer({ min: 5, max: 60 }) }),
    fc.record({ do: fc.constant("cancel" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      await using database = await freshDatabase();
      const { db } = database;
      await seedHouse(db, 2);
      const demand = await seedDemand(db, "troops", "Troops out", 200, [100, 100]);
      const who = await organiser(db);
      await sentRepeatable(db, [demand]);
      let threshold = 30;
      await choose(db, 1, atThreshold(threshold));
      let here = 100;
      let atLast = 100;
      let time = now;
      for (const one of steps) {
        time = later(61, time);
        const isDue = isReached({ here, atLast, threshold });
        switch (one.do) {
          case "confirm":
            await countMore(db, demand, 1, one.number);
            here += one.number;
            break;
          case "withdraw": {
            const fewer = Math.min(one.number, here);
            await countMore(db, demand, 1, -fewer);
            here -= fewer;
            break;
          }
          case "choose":
            threshold = one.number;
            await choose(db, 1, atThreshold(threshold), time);
            break;
          case "job": {
            const made = await Promise.all(Array.from({ length: one.at }, () => repeat(db, time)));
            expect(made.reduce((sum, count) => sum + count, 0)).toBe(isDue ? 1 : 0);
            if (isDue) atLast = here;
            break;
          }
          case "letter": {
            const id = await approved(db, who, draft([demand], { subject: `At ${+time}` }));
            await send(db, id, { reason: one.reason, at: time });
            const copy = await db
              .selectFrom("letter_copy")
              .select("state")
              .where("letter_id", "=", id)
              .where("member_id", "=", 1)
              .executeTakeFirst();
            // a letter for nobody is not sent at all
            if (copy || isDue) expect(copy?.state).toBe(isDue ? "waiting" : "not-yet");
            if (isDue) atLast = here;
            break;
          }
          case "cancel": {
            const last = (await repeats(db)).at(-1);
            if (last) await inOne(db, (tx) => cancelLetter(tx, last.letter_id, time));
          }
        }
      }
    }),
    { numRuns: 12 },
  );
});
