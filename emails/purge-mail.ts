/** Forgets mails 30 days after they were settled. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { leastUuid } from "#db/partitions.ts";

const kept = 30 * 86_400_000;
/** Mails looked at in one statement, which is over long before any time-out. */
const portion = 5_000;

/**
 * Deletes settled mails, ended batches, webhook events and the demo's mailbox, all older than 30 days.
 * @returns the number of mails deleted
 */
export async function purgeMail(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - kept);
  await db.deleteFrom("mailbox").where("created_at", "<", before).execute();
  await db.deleteFrom("webhook_event").where("created_at", "<", before).execute();
  await db
    .deleteFrom("mail_batch")
    .where("state", "<>", "open")
    .where("id", "<", leastUuid(before))
    .execute();
  await forgetInvitedAddresses(db, before);
  return purgeMessages(db, before);
}

/** Of invitations, whose addresses others gave, not even those stay longer of which nobody knows whether they left. */
async function forgetInvitedAddresses(db: Db, before: Date): Promise<void> {
  await sql`
    update mail_message set recipient = ''
     where id < ${leastUuid(before)} and kind = 'sign-invitation' and recipient <> ''
       and state not in ('queued', 'sending')`.execute(db);
}

/** By id, which tells when a mail was made: what was settled before then was made before then. */
async function purgeMessages(db: Db, before: Date): Promise<number> {
  let purged = 0;
  let last = leastUuid(new Date(0));
  for (;;) {
    const { rows } = await sql<{ last: string | null; gone: number }>`
      with old as (
        select id from mail_message where id > ${last} and id < ${leastUuid(before)}
         order by id limit ${sql.lit(portion)}
      ), gone as (
        delete from mail_message mail using old
         where mail.id = old.id and settled_at < ${before}
           and state not in ('queued', 'sending')
        returning mail.id
      )
      select (select id from old order by id desc limit 1) as last,
             (select count(*)::int from gone) as gone`.execute(db);
    const { last: reached, gone } = rows[0]!;
    purged += gone;
    if (reached === null) return purged;
    last = reached;
  }
}
