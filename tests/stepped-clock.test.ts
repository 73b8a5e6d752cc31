import { sql } from "kysely";
import { expect, test } from "vitest";

import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
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
