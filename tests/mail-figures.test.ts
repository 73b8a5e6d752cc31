import { sql } from "kysely";
import { expect, test } from "vitest";

import { createMetrics } from "#app/host/metrics.server.ts";
import { freezeBatch } from "#emails/freeze-batch.ts";

import { freshDatabase } from "./support/database.ts";
import { confirmMail, queueMail } from "./support/mails.ts";

test("the first look already tells of mails that wait, are being tried, or have failed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const figures = async (): Promise<Record<string, number>> => {
    const text = await createMetrics(database).read();
    const found = text.matchAll(/^mail_(queued|oldest_seconds|problems) (\S+)$/gm);
    return Object.fromEntries([...found].map(([, name, value]) => [name!, Number(value)]));
  };
  expect(await figures()).toEqual({ queued: 0, oldest_seconds: 0, problems: 0 });

  const past = new Date(Date.now() - 100_000);
  await queueMail(db, "ann@example.org", confirmMail, { notBefore: past });
  const waiting = await figures();
  expect(waiting).toMatchObject({ queued: 1, problems: 0 });
  expect(waiting["oldest_seconds"]).toBeGreaterThan(99);

  await freezeBatch(db, { name: "resend", batchSize: 100 }, past);
  await sql`update mail_message set problem = 'connect ECONNREFUSED'`.execute(db);
  const tried = await figures();
  expect(tried).toMatchObject({ queued: 0, problems: 1 });
  expect(tried["oldest_seconds"]).toBeGreaterThan(99);
});
