import { sql } from "kysely";
import { expect, test } from "vitest";

import { createMetrics } from "#app/host/figures/metrics.server.ts";
import { readQueue } from "#app/mail/read-queue.server.ts";
import { getOverview } from "#app/organisers/overview.server.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { confirmMail, queueMail } from "./support/mails.ts";

const outlet = { name: "resend", batchSize: 100 } as const;

/** The figures of mails, as a program reads them. */
async function figures(database: TestDatabase): Promise<Record<string, number>> {
  const read = async () => ({ ...(await readQueue(database.db, 0, new Date())), overdue: 0 });
  const text = await createMetrics(database, read, () => false).read();
  const found = text.matchAll(/^mail_(queued|oldest_seconds|problems) (\S+)$/gm);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, Number(value)]));
}

test("the first look already tells of mails that wait, are being tried, or have failed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  expect(await figures(database)).toEqual({ queued: 0, oldest_seconds: 0, problems: 0 });

  const past = new Date(Date.now() - 100_000);
  await queueMail(db, "ann@example.org", confirmMail, { notBefore: past });
  const waiting = await figures(database);
  expect(waiting).toMatchObject({ queued: 1, problems: 0 });
  expect(waiting["oldest_seconds"]).toBeGreaterThan(99);

  await freezeBatch(db, outlet, past);
  await sql`update mail_message set problem = 'connect ECONNREFUSED'`.execute(db);
  const tried = await figures(database);
  expect(tried).toMatchObject({ queued: 1, problems: 1 });
  expect(tried["oldest_seconds"]).toBeGreaterThan(99);
});

test("organisers and programs are told of one queue", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const past = new Date(Date.now() - 100_000);
  await queueMail(db, "ann@example.org", confirmMail, { notBefore: past });
  await freezeBatch(db, outlet, past);
  await queueMail(db, "bob@example.org");

  const { queue } = await getOverview(db, "resend", new Date());
  expect(queue).toEqual({ length: 2, oldest: past });
  const { queued, oldest_seconds } = await figures(database);
  expect(queued).toBe(2);
  expect(oldest_seconds).toBeCloseTo((Date.now() - past.getTime()) / 1000, -1);
});
