import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { connect } from "#db/connection.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { resendTransport } from "#emails/transports/resend.ts";

import { freshDatabase } from "./support/database.ts";
import { countStates, deliveryTools, from, queueMany, until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { killNow, killsUpTo, startWorker } from "./support/workers-to-kill.ts";

const fastClock = () => new Date(Date.now() * 40 - Date.UTC(2026, 0, 1) * 39);

/** Every mail was taken, and none twice. */
function expectEachOnce(counts: Map<string, number>, mails: number) {
  expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
  expect(counts.size).toBe(mails);
}

test("two dispatchers and a faulty provider: each mail is taken exactly once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn({ faultRate: 0.3 });
  await queueMany(db, 3_000);
  const dispatchers = [1, 2].map(() =>
    startDispatcher({
      ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from })),
      clock: fastClock,
    }),
  );
  await until(async () => (await countStates(db)).sent === 3_000);
  await Promise.all(dispatchers.map(({ stop }) => stop()));
  expectEachOnce(standIn.counts, 3_000);
  expect(standIn.wrong).toEqual([]);
  const open = await db.selectFrom("mail_batch").where("state", "<>", "done").selectAll().execute();
  expect(open).toEqual([]);
});

test("a dispatcher killed again and again in mid-drain: each mail is taken exactly once", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn({ faultRate: 0.1 });
  await queueMany(db, 5_000);
  const start = () => startWorker("dispatcher-child.ts", url, standIn.url);
  let child = start();
  try {
    for (const goal of killsUpTo(3, 3_500)) {
      await until(() => standIn.taken.length >= goal);
      await sleep(Math.random() * 10);
      await killNow(child);
      child = start();
    }
    await until(async () => (await countStates(db)).sent === 5_000);
  } finally {
    await killNow(child);
  }
  expectEachOnce(standIn.counts, 5_000);
  expect(standIn.wrong).toEqual([]);
});

test("a dispatcher lives on while the database is away, and says so in one line", async () => {
  await using database = await freshDatabase();
  await using standIn = await startStandIn();
  const connection = connect(database.url, 4);
  const delivery = deliveryTools(
    connection.db,
    resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from }),
  );
  const dispatcher = startDispatcher(delivery);
  const name = new URL(database.url).pathname.slice(1);
  const admin = connect(database.url.replace(/[^/]+$/, "postgres"), 1);
  await admin.pool.query(`alter database ${name} allow_connections false`);
  await admin.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
    [name],
  );
  await until(() => delivery.log.lines.length > 0);
  await sleep(700);
  await admin.pool.query(`alter database ${name} allow_connections true`);
  await queueMany(database.db, 10);
  await until(() => standIn.taken.length === 10);
  await dispatcher.stop();
  await connection.close();
  await admin.close();
  expect(delivery.log.lines).toHaveLength(2);
  expect(delivery.log.lines[0]).toMatch(/^Mail waits: the database does not answer/);
  expect(delivery.log.lines[1]).toMatch(/^Mail is delivered again/);
});

test("stopping finishes the batch in hand", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  standIn.faults.push("slow");
  await queueMany(db, 10);
  const transport = resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from });
  const dispatcher = startDispatcher(deliveryTools(db, transport));
  await until(async () => (await countStates(db)).sending === 10);
  await dispatcher.stop();
  expect(await countStates(db)).toEqual({ sent: 10 });
});
