import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { allOf, type Answer, type Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, inOne, organiser, send } from "./support/letters.ts";
import { countStates, deliveryTools, from, queueMail, until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";

/** Like SMTP: knows no idempotency key. @returns what left, by the mail's id */
function keyless(answer: Partial<Answer> = {}): { transport: Transport; left: string[] } {
  const left: string[] = [];
  const transport: Transport = {
    name: "smtp",
    batchSize: 5,
    send: (batch) => {
      left.push(...batch.parcels.map(({ id }) => id));
      const fates = allOf(batch, { outcome: "accepted", providerId: "taken" });
      return Promise.resolve({ fates, ...answer });
    },
    close: () => Promise.resolve(),
  };
  return { transport, left };
}

const openBatches = async (db: Db) =>
  (await db.selectFrom("mail_batch").select("id").where("state", "=", "open").execute()).length;

test("who was asleep between freezing a batch and handing it over sends nothing that another has sent", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, left } = keyless();
  await queueMail(db, "ada@example.org");
  const delivery = deliveryTools(db, transport);
  const asleep = (await freezeBatch(db, transport, new Date()))!;
  const late = (await takeOverBatch(db, transport, new Date(Date.now() + 61_000)))!;
  await deliverBatch(delivery, late);
  await deliverBatch(delivery, asleep);
  expect(left).toHaveLength(1);
  expect(await countStates(db)).toEqual({ sent: 1 });
});

test("a batch that has left and is not settled yet is taken over by nobody, however long its lease", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const pause = { until: new Date(Date.now() + 1), reason: { code: "rate" } } as const;
  const { transport, left } = keyless({ pause });
  await queueMail(db, "ada@example.org");
  const delivery = deliveryTools(db, transport);
  const batch = (await freezeBatch(db, transport, new Date()))!;
  let delivered: Promise<unknown> = Promise.resolve();
  await db.transaction().execute(async (tx) => {
    // what the answer says of pausing cannot be stored
    await sql`lock table mail_pause in share row exclusive mode`.execute(tx);
    delivered = deliverBatch(delivery, batch);
    await until(() => left.length > 0);
    await sleep(200);
    expect(await takeOverBatch(db, transport, new Date(Date.now() + 61_000))).toBeUndefined();
  });
  await delivered;
  expect(await countStates(db)).toEqual({ sent: 1 });
});

test("a request that is split goes on with the mails that were in it, without those that had to stay", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const transport = resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from });
  await seedHouse(db, 4);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const wish = draft([demand], { perHour: 100_000 });
  const id = await approved(db, await organiser(db), wish);
  await send(db, id);
  await releaseCopies(db, keys, "resend", later(1));
  const batch = (await freezeBatch(db, transport, later(1)))!;
  expect(batch.rows).toHaveLength(4);
  await inOne(db, (tx) =>
    setMemberAddress(tx, 1, "corrected@example.org", addressVersion(undefined), later(2)),
  );
  standIn.faults.push({ statusCode: 422, name: "validation_error" });
  const delivery = {
    ...deliveryTools(db, transport),
    openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
    live: true,
    clock: () => later(2),
  };
  await deliverBatch(delivery, batch);
  expect(await openBatches(db)).toBe(3);
  for (;;) {
    const one = await takeOverBatch(db, transport, later(3));
    if (!one) break;
    await deliverBatch(delivery, one);
  }
  expect(standIn.taken).toHaveLength(3);
  expect(await openBatches(db)).toBe(0);
});

test("a batch of whose mails none is left ends", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, left } = keyless();
  await queueMail(db, "ada@example.org");
  await freezeBatch(db, transport, new Date());
  await sql`update mail_batch set lease_until = now() - interval '1 minute'`.execute(db);
  await sql`delete from mail_message`.execute(db);
  const dispatcher = startDispatcher(deliveryTools(db, transport));
  await until(async () => (await openBatches(db)) === 0);
  await dispatcher.stop();
  expect(left).toEqual([]);
});

test("looking for a late batch locks none that is in hand, and of those that are late one", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport } = keyless();
  for (let batch = 0; batch < 5; batch++) {
    await queueMail(db, "ada@example.org");
    await freezeBatch(db, transport, new Date());
  }
  /** Whoever hands over one that is locked for the look has to wait for another turn. */
  const locksOf = (at: Date) =>
    inOne(db, async (tx) => {
      const late = await takeOverBatch(tx, transport, at);
      const { rows } = await sql`select from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid()`.execute(tx);
      return { isLate: late !== undefined, locks: rows.length };
    });
  expect(await locksOf(new Date())).toEqual({ isLate: false, locks: 0 });
  expect(await locksOf(new Date(Date.now() + 61_000))).toEqual({ isLate: true, locks: 1 });
});

test("two who look for late batches at once find two", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, left } = keyless();
  for (const name of ["ada", "bob"]) {
    await queueMail(db, `${name}@example.org`);
    await freezeBatch(db, transport, new Date());
  }
  const over = new Date(Date.now() + 61_000);
  const both = await Promise.all([0, 1].map(() => takeOverBatch(db, transport, over)));
  expect(new Set(both.map((batch) => batch?.id)).size).toBe(2);
  await Promise.all(both.map((batch) => deliverBatch(deliveryTools(db, transport), batch!)));
  expect(left).toHaveLength(2);
});
