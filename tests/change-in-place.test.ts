import { sql } from "kysely";
import { expect, test } from "vitest";

import type { Db } from "#db/connection.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { settleBatch } from "#emails/dispatch/settle-batch.ts";
import type { Settled } from "#emails/dispatch/store-fates.ts";

import { freshDatabase } from "./support/database.ts";
import { countStates, queueMany } from "./support/mails.ts";
import { confirm, makeDemand, signed, wishFor } from "./support/signers.ts";

interface Changes {
  name: string;
  changed: number;
  inPlace: number;
}

test("counts change in place: no index is written to", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands: number[] = [];
  for (const slug of ["one", "two", "three"]) demands.push(await makeDemand(db, slug));
  const now = new Date();
  const people = Array.from({ length: 100 }, (_, n) => `person-${n}@example.org`);
  for (const demand of demands)
    for (const address of people) await signed(db, wishFor([demand], address), now);
  const signings = await db.selectFrom("signing").select(["id", "demand_ids"]).execute();
  expect(signings.length).toBe(people.length * demands.length);
  for (const { id, demand_ids } of signings) await confirm(db, id, demand_ids, now);

  const changes = await changesOf(db, ["demand", "tally_place", "tally_minute"]);
  for (const { name, changed, inPlace } of changes) {
    expect(changed, name).toBeGreaterThan(150);
    expect(inPlace / changed, name).toBeGreaterThan(0.9);
  }
});

test("what became of a mail changes its row in place, whoever tells it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMany(db, 1000);
  const outlet = { name: "resend", batchSize: 100 } as const;
  for (let batch; (batch = await freezeBatch(db, outlet, new Date()));) {
    const fates = batch.rows.map(({ id }): Settled => [
      id,
      { outcome: "accepted", providerId: `re_${id}` },
    ]);
    await settleBatch(db, mailHearer, batch, fates, false, new Date());
  }
  expect(await countStates(db)).toEqual({ sent: 1000 });
  // taking a mail out of the queue changes an index, settling it does not
  const [settled] = await changesOf(db, ["mail_message"]);
  expect(settled).toMatchObject({ changed: 2000 });
  // an index in the way would leave none in place; a snapshot that somebody holds leaves some less room
  expect(settled!.inPlace).toBeGreaterThan(250);
});

async function changesOf(db: Db, tables: string[]): Promise<Changes[]> {
  const { rows } = await db.connection().execute(async (one) => {
    await sql`select pg_stat_force_next_flush()`.execute(one);
    return sql<Changes>`
      select relname as name, n_tup_upd as changed, n_tup_hot_upd as "inPlace"
        from pg_stat_user_tables where relname = any (${tables}) order by 1`.execute(one);
  });
  return rows;
}
