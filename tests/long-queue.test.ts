import { sql } from "kysely";
import { expect, test } from "vitest";

import { connect, type Db } from "#db/connection.ts";
import { freezeBatch } from "#emails/freeze-batch.ts";

import { freshDatabase } from "./database.ts";
import { queueMany } from "./mails.ts";

/** Entries of the queue's index that were read so far, by this connection and those that have ended. */
async function entriesRead(db: Db): Promise<number> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ read: number }>`
    select idx_tup_read as read from pg_stat_user_indexes
     where indexrelname = 'mail_message_waiting'`.execute(db);
  return rows[0]!.read;
}

test.each([
  { sent: 0, waiting: 0, measured: false },
  { sent: 0, waiting: 3000, measured: false },
  { sent: 3000, waiting: 0, measured: true },
  { sent: 3000, waiting: 50, measured: true },
])("a queue that has grown unnoticed is read from its head, after %o", async (known) => {
  const { sent, waiting, measured } = known;
  await using database = await freshDatabase();
  await queueMany(database.db, sent);
  await database.pool.query("update mail_message set state = 'sent', batch_id = id");
  await queueMany(database.db, waiting);
  if (measured) await database.pool.query("vacuum analyze mail_message");
  const { db, close } = connect(database.url, 1);
  const freeze = () => freezeBatch(db, { name: "mailbox", batchSize: 100 }, new Date());
  // Postgres makes its plan, which it then keeps
  await freeze();
  await queueMany(database.db, 3000);

  const before = await entriesRead(db);
  expect((await freeze())!.rows.length).toBe(100);
  expect((await entriesRead(db)) - before).toBeLessThan(300);
  await close();
});
