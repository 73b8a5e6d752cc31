/** An update under kills, faults, pauses and people who change their mind: each gets it exactly once. */
import { setTimeout as sleep } from "node:timers/promises";

import fc from "fast-check";
import { expect, test } from "vitest";

import { mailHearer } from "#app/mail/hearer.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";
import { releaseUpdates } from "#app/updates/leaving/release-mails.server.ts";
import { lockUpdate } from "#app/updates/move-update.server.ts";
import { pauseUpdate, resumeUpdate } from "#app/updates/pause-update.server.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import { settleBatch } from "#emails/dispatch/settle-batch.ts";

import { freshDatabase } from "./support/database.ts";
import { fastClock } from "./support/fast-clock.ts";
import { keys, later } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";
import { until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { makeDemand } from "./support/signers.ts";
import {
  addressOf,
  approvedUpdate,
  keyOf,
  people,
  seedSigners,
  sendNow,
  updateDraft,
  updateRow,
} from "./support/updates.ts";
import { killNow, startWorker } from "./support/workers-to-kill.ts";

test("workers killed again and again, a faulty provider, a pause: each person is mailed exactly once, and who unsubscribed before their turn never", async () => {
  const all = 4_000;
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn({ faultRate: 0.1 });
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  await seedSigners(db, [
    ...people(all, one),
    // some signed both
    ...people(all / 4, two, { locale: "uk" }),
  ]);
  const id = await approvedUpdate(db, await organiser(db), updateDraft([one, two]));
  await sendNow(db, id, fastClock());
  const start = () => startWorker("update-child.ts", url, standIn.url);
  const never = new Set<string>();
  /** Of some of those who have not had their turn. */
  const unsubscribe = async (from: number) => {
    for (let person = from; person < from + 100; person++) {
      await setUpdates(db, keys, keyOf(person), false, later(0));
      // a step that has not seen it yet may just be making their mail
      await inOne(db, (tx) => lockUpdate(tx, id));
      const mail = await db
        .selectFrom("supporter_mail")
        .select("state")
        .where("signer_key", "=", keyOf(person))
        .executeTakeFirst();
      if (!mail) never.add(addressOf(person));
    }
  };
  let children = [start(), start()];
  try {
    let round = 0;
    for (const goal of [300, 1_000, 2_000, 3_000]) {
      await until(() => standIn.taken.length >= goal);
      await sleep(Math.random() * 10);
      await killNow(children[round % 2]!);
      await unsubscribe(round * 1_000);
      if (round === 1) {
        await inOne(db, (tx) => pauseUpdate(tx, id, fastClock()));
        await sleep(300);
        await inOne(db, (tx) => resumeUpdate(tx, id, fastClock()));
      }
      children = children.map((child, index) => (index === round % 2 ? start() : child));
      round += 1;
    }
    await until(async () => (await updateRow(db, id)).state === "sent");
  } finally {
    await Promise.all(children.map(killNow));
  }
  const to = new Map<string, number>();
  for (const mail of standIn.taken) to.set(mail.to, (to.get(mail.to) ?? 0) + 1);
  expect([...to].filter(([, count]) => count !== 1)).toEqual([]);
  expect(never.size).toBeGreaterThan(20);
  expect([...never].filter((address) => to.has(address))).toEqual([]);
  const changed = new Set(
    [0, 1, 2, 3].flatMap((round) =>
      Array.from({ length: 100 }, (_, index) => addressOf(round * 1_000 + index)),
    ),
  );
  const missed = people(all, one)
    .map(({ person }) => addressOf(person))
    .filter((address) => !to.has(address) && !changed.has(address));
  expect(missed).toEqual([]);
  expect((await updateRow(db, id)).has_left).toBe(to.size);
  expect(standIn.wrong).toEqual([]);
});

test("over any pauses, paces and people, who gets one gets it once, and within a week no other", async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ what: fc.constant("release" as const), seconds: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ what: fc.constant("pause" as const), which: fc.integer({ min: 0, max: 1 }) }),
      fc.record({ what: fc.constant("settle" as const), most: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ what: fc.constant("leave" as const), person: fc.integer({ min: 0, max: 59 }) }),
    ),
    { minLength: 5, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 3_600, max: 200_000 }), async (doing, perHour) => {
      await using database = await freshDatabase();
      const { db } = database;
      const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
      await seedSigners(db, [...people(60, one), ...people(40, two)]);
      const ann = await organiser(db);
      const ids: number[] = [];
      for (const demand of [one, two]) {
        ids.push(await approvedUpdate(db, ann, updateDraft([demand], { perHour })));
        await sendNow(db, ids.at(-1)!);
      }
      const left = new Map<string, number>();
      /** Some mails leave, as the dispatcher would have it. */
      const settle = async (most: number, at: Date) => {
        const batch = await freezeBatch(db, { name: "resend", batchSize: most }, at);
        if (!batch) return 0;
        for (const { recipient_key } of batch.rows) {
          const key = recipient_key!.toString("hex");
          left.set(key, (left.get(key) ?? 0) + 1);
        }
        const fate = { outcome: "accepted", providerId: "p" } as const;
        const fates = batch.rows.map(({ id }) => [id, fate] as const);
        await settleBatch(db, mailHearer, batch, fates, false, at);
        return batch.rows.length;
      };
      let second = 0;
      const gone = new Set<string>();
      for (const step of doing) {
        second += 1;
        if (step.what === "release") {
          second += step.seconds;
          await releaseUpdates(db, "resend", later(second));
        } else if (step.what === "pause")
          await inOne(db, (tx) => pauseUpdate(tx, ids[step.which]!, later(second)));
        else if (step.what === "settle") await settle(step.most, later(second));
        else {
          await setUpdates(db, keys, keyOf(step.person), false, later(second));
          gone.add(keyOf(step.person).toString("hex"));
        }
      }
      for (const id of ids) await inOne(db, (tx) => resumeUpdate(tx, id, later(second)));
      for (let turn = 0; turn < 400; turn++) {
        second += 5;
        await releaseUpdates(db, "resend", later(second));
        while ((await settle(100, later(second))) > 0);
        const states = await Promise.all(ids.map((id) => updateRow(db, id)));
        if (states.every(({ state }) => state === "sent")) break;
      }
      expect([...left.values()].filter((count) => count !== 1)).toEqual([]);
      const wanting = people(60, one).map(({ person }) => keyOf(person).toString("hex"));
      expect(wanting.filter((key) => !left.has(key) && !gone.has(key))).toEqual([]);
      const rows = await Promise.all(ids.map((id) => updateRow(db, id)));
      expect(rows.map(({ state }) => state)).toEqual(["sent", "sent"]);
      expect(rows.reduce((sum, { has_left }) => sum + has_left, 0)).toBe(left.size);
    }),
    { numRuns: 12 },
  );
});
