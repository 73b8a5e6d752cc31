import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { createLimits } from "#app/limits.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import { createCrowds } from "#app/signatures/crowd.ts";
import type { Db } from "#db/connection.ts";
import { areDaysMade, keepSigningDays, makeSigningDays } from "#db/partitions.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { getMailPause, isMailPaused, pauseMail } from "#emails/pause.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, organiser, send } from "./support/letters.ts";
import { countStates, deliveryTools, from, queueMail, queueMany, until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { confirm, countOf, makeDemand, signed, wishFor } from "./support/signers.ts";

const DAY = 86_400_000;
const outlet = { name: "resend", batchSize: 100 } as const;
async function countMails(db: Db, kind: string): Promise<number> {
  const { count } = await db
    .selectFrom("mail_message")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("kind", "=", kind)
    .executeTakeFirstOrThrow();
  return count;
}

const days = (count: number) => new Date(Date.now() + count * DAY);

test.each([30, -30])(
  "a clock that is %i days off: signing and confirming go on, and nothing is lost when the days are made",
  async (off) => {
    await using database = await freshDatabase();
    const { db } = database;
    const demand = await makeDemand(db, "troops");
    const wrong = days(off);
    const first = await signed(db, wishFor([demand], "ann@example.org"), wrong);
    const second = await signed(db, wishFor([demand], "bob@example.org"), wrong);
    expect(await confirm(db, first, [demand], wrong)).toBe(1);
    expect(await areDaysMade(db, wrong)).toBe(false);
    await keepSigningDays(db, wrong);
    expect(await areDaysMade(db, wrong)).toBe(true);
    expect((await sql`select from signing_rest`.execute(db)).rows).toEqual([]);
    expect(await confirm(db, second, [demand], wrong)).toBe(1);
    expect(await countOf(db, demand)).toBe(2);
    // and the right time comes back
    await makeSigningDays(db, new Date());
    await signed(db, wishFor([demand], "eve@example.org"));
  },
);

test("a day is made although somebody signs on it while it is being made", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "troops");
  // the first day that is not made is the one on which somebody signs
  const wrong = days(30);
  await makeSigningDays(db, days(15));
  const signing = await db.startTransaction().execute();
  await signed(signing, wishFor([demand], "ann@example.org"), wrong);
  const made = keepSigningDays(db, wrong);
  await sleep(300);
  await signing.commit().execute();
  await made;
  expect(await areDaysMade(db, wrong)).toBe(true);
  expect((await sql`select from signing_rest`.execute(db)).rows).toEqual([]);
});

test("the clock is set back by days: what was due is due, what was held by a wait goes on", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  let off = 0;
  const clock = () => new Date(Date.now() + off);
  standIn.faults.push({ statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 });
  await queueMany(db, 150);
  const transport = resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from });
  const dispatcher = startDispatcher({ ...deliveryTools(db, transport), clock });
  await until(() => standIn.requests.length > 0);
  off = -3 * DAY;
  await until(async () => (await countStates(db)).sent === 150);
  off = -3 * DAY + 14 * DAY;
  await queueMany(db, 20);
  await until(async () => (await countStates(db)).sent === 170);
  await dispatcher.stop();
  expect([...standIn.counts.values()].filter((count) => count !== 1)).toEqual([]);
});

test("minutes back: a batch that was put off waits a minute at most, and what is to wait still waits", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const real = new Date();
  await queueMail(db, "ada@example.org");
  await freezeBatch(db, outlet, later(1, real));
  await db
    .updateTable("mail_batch")
    .set({ lease_until: later(4, real), first_tried_at: null })
    .execute();
  const back = later(-600, real);
  expect(await takeOverBatch(db, outlet, back)).toBeDefined();
  expect(await takeOverBatch(db, outlet, later(30, back))).toBeUndefined();
  await queueMail(db, "slow@example.org", undefined, { notBefore: later(1200, real) });
  expect(await freezeBatch(db, outlet, later(300, real))).toBeUndefined();
});

test("a pause that was begun by a clock ahead of this one is over, and a new one can begin", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const pause = (until: Date) => ({ pause: { until, reason: { code: "rate" } as const } });
  await pauseMail(db, "resend", pause(later(60)), now, now);
  expect(await isMailPaused(db, "resend", later(1))).toBe(true);
  const back = later(-3600);
  expect(await isMailPaused(db, "resend", back)).toBe(false);
  expect(await getMailPause(db, "resend", back)).toBeUndefined();
  await pauseMail(db, "resend", pause(later(90, back)), back, back);
  expect(await getMailPause(db, "resend", back)).toMatchObject({ until: later(90, back) });
  expect(await isMailPaused(db, "resend", later(91, back))).toBe(false);
});

test("the clock is set back by days: who signs again, or asks for a link, is mailed at once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "troops");
  const wish = wishFor([demand], "ann@example.org");
  const mailed = (kind: string) => countMails(db, kind);
  for (let again = 0; again < 3; again++) await signed(db, wish, later(again * 61, days(0)));
  expect(await mailed("confirm")).toBe(3);
  await signed(db, wish, later(200, days(0)));
  expect(await mailed("confirm")).toBe(3);
  await signed(db, wish, days(-3));
  expect(await mailed("confirm")).toBe(4);
  await signed(db, wish, later(30, days(-3)));
  expect(await mailed("confirm")).toBe(4);
});

test("the clock is set back by days: counts in memory and links that let organisers in begin anew", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const limits = createLimits();
  const one = [{ key: "a network", limit: { times: 1, seconds: 60 } }];
  expect([limits.take(one, now), limits.take(one, now)]).toEqual([0, 60]);
  expect([limits.take(one, later(-86_400)), limits.take(one, later(-86_400))]).toEqual([0, 60]);
  const crowds = createCrowds();
  const coming = { demands: 50, proven: false, alarmed: false };
  const ways = (at: Date) => [1, 2].map(() => crowds.enter("a network", coming, at).way);
  expect(ways(now)).toEqual(["free", "slow"]);
  expect(ways(later(-86_400))).toEqual(["free", "slow"]);

  await organiser(db, "ann@example.org");
  for (let again = 0; again < 10; again++) await askToSignIn(db, keys, "ann@example.org", now);
  const full = await countMails(db, "sign-in");
  await askToSignIn(db, keys, "ann@example.org", later(-3 * 86_400));
  expect(await countMails(db, "sign-in")).toBe(full + 1);
});

test("a batch of which the clock cannot tell how old it is: nobody knows whether it left", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMail(db, "ada@example.org");
  await freezeBatch(db, outlet, later(1, new Date()));
  const batch = await takeOverBatch(db, outlet, days(-1));
  expect(batch).toMatchObject({ triedFor: Infinity });
});

test("the clock is set back by a day: a letter goes on at its pace", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 5);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand], { perHour: 3600 }));
  await send(db, id);
  const release = (seconds: number) => releaseCopies(db, keys, "mailbox", later(seconds));
  expect(await release(0)).toBe(1);
  const back = -86_400;
  expect([await release(back), await release(back + 0.5), await release(back + 1)]).toEqual([
    1, 0, 1,
  ]);
});
