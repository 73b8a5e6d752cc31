import { sql } from "kysely";
import { expect, test } from "vitest";

import { connect, type Db } from "#db/connection.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";

import { freshDatabase } from "./support/database.ts";
import { queueMany } from "./support/mails.ts";

/** Index entries of mails that were read so far, by this connection and those that have ended. */
async function entriesRead(db: Db): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ read: number }>`
    select sum(idx_tup_read)::int as read from pg_stat_user_indexes
     where relname = 'mail_message'`.execute(db);
  return rows[0]!.read;
}

async function queueFast(db: Db, count: number): Promise<void> {
  await sql`
    insert into mail_message (id, kind, recipient, key_version, params, locale, priority, not_before,
      created_at)
    select ('0190a0a0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'confirm', 'sealed', 1, '{}', 'en', 1, now(), now()
      from generate_series(1, ${count}::int) n`.execute(db);
}

test.each([
  { sent: 0, waiting: 0, measured: false },
  { sent: 0, waiting: 0, measured: true },
  { sent: 5, waiting: 0, measured: true },
  { sent: 5, waiting: 5, measured: true },
  { sent: 0, waiting: 3000, measured: false },
  { sent: 3000, waiting: 0, measured: true },
  { sent: 3000, waiting: 50, measured: true },
  { sent: 0, waiting: 100_000, measured: true },
])("a queue that has grown unnoticed is read from its head, after %o", async (known) => {
  const { sent, waiting, measured } = known;
  await using database = await freshDatabase();
  await queueMany(database.db, sent);
  await database.pool.query("update mail_message set state = 'sent', batch_id = id");
  await queueFast(database.db, waiting);
  if (measured) await database.pool.query("vacuum analyze mail_message");
  const { db, close } = connect(database.url, 1);
  const freeze = () => freezeBatch(db, { name: "mailbox", batchSize: 100 }, new Date());
  // Postgres makes its plan, which it then keeps
  await freeze();
  await queueMany(database.db, 3000);

  const before = await entriesRead(db);
  expect((await freeze())!.rows.length).toBe(100);
  expect((await entriesRead(db)) - before).toBeLessThan(500);
  await close();
});
