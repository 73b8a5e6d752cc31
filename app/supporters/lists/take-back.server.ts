/** Invitations whose mails were taken back before they left wait for their turn again, as if they had had none. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

/** Whoever stops a list: what has surely not left. @param id of a list that is locked */
export async function takeBackInvites(tx: Db, id: number): Promise<void> {
  const rows = await tx
    .selectFrom("invite")
    .select("mail_id")
    .where("list_id", "=", id)
    .where("mail_id", "is not", null)
    .execute();
  const mails = rows.map((row) => row.mail_id!);
  await waitAnew(tx, await takeBack(tx, mails));
}

/**
 * The outbox has taken these mails back by itself; a list that is over keeps none of them. Of one that was through,
 * nobody knew whether they had left before: who was to get one stays invited.
 */
export async function heedInvitesBack(tx: Db, mails: readonly string[]): Promise<void> {
  // as whoever moves a list, and the pacer, hold it first
  const { rows } = await sql<{ id: number }>`
    select id from invite_list where id in (
      select list_id from invite where mail_id = any (${mails}::uuid[]))
     order by id for update`.execute(tx);
  if (rows.length === 0) return;
  await sql`
    delete from invite where mail_id = any (${mails}::uuid[]) and list_id in (
      select id from invite_list where state = 'done')`.execute(tx);
  await waitAnew(tx, mails);
  await sql`
    delete from invite where mail_id is null and list_id in (
      select id from invite_list where id = any (${rows.map(({ id }) => id)}::int[]) and state = 'cancelled')`.execute(
    tx,
  );
}

async function waitAnew(tx: Db, mails: readonly string[]): Promise<void> {
  const { rows } = await sql<{ inbox_key: Buffer }>`
    update invite set mail_id = null where mail_id = any (${mails}::uuid[])
    returning inbox_key`.execute(tx);
  await sql`
    with theirs as (
      select inbox_key from invited where inbox_key = any (${rows.map((row) => row.inbox_key)}::bytea[])
       order by inbox_key for update
    )
    delete from invited i using theirs t where i.inbox_key = t.inbox_key and not i.never`.execute(
    tx,
  );
}
