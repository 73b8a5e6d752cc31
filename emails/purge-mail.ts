/** Forgets mails 14 days after they were settled. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { leastUuid } from "#db/partitions.ts";

const DAY = 86_400_000;
/** How long a settled mail is kept, in days; and one to a signer that could not leave. */
export const MAIL_DAYS = 14;
/** Of an invitation to sign, which has no address any more: as long as the link in it works. */
const INVITATION_DAYS = 30;
/** Mails looked at in one statement, which is over long before any time-out. */
const portion = 5_000;

/**
 * Deletes settled mails, ended batches, webhook events and the demo's mailbox, all older than 14 days.
 * @returns the number of mails deleted
 */
export async function purgeMail(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - MAIL_DAYS * DAY);
  await db.deleteFrom("mailbox").where("created_at", "<", before).execute();
  await db.deleteFrom("webhook_event").where("created_at", "<", before).execute();
  await db
    .deleteFrom("mail_batch")
    .where("state", "<>", "open")
    .where("id", "<", leastUuid(before))
    .execute();
  await forgetInvitedAddresses(db, before);
  return purgeMessages(db, before, new Date(now.getTime() - INVITATION_DAYS * DAY));
}

/** Of invitations, whose addresses others gave, not even those stay longer of which nobody knows whether they left. */
async function forgetInvitedAddresses(db: Db, before: Date): Promise<void> {
  await sql`
    update mail_message set recipient = ''
     where id < ${leastUuid(before)} and kind = 'sign-invitation' and recipient <> ''
       and state not in ('queued', 'sending')`.execute(db);
}

/**
 * By id, which tells when a mail was made: what was settled before then was made before then. What a signer was to get
 * two weeks ago is of no use any more; what members and organisers are to get waits.
 */
async function purgeMessages(db: Db, before: Date, invitedBefore: Date): Promise<number> {
  let purged = 0;
  let last = leastUuid(new Date(0));
  for (;;) {
    const { rows } = await sql<{ last: string | null; gone: number }>`
      with old as (
        select id from mail_message where id > ${last} and id < ${leastUuid(before)}
         order by id limit ${sql.lit(portion)}
      ), gone as (
        delete from mail_message mail using old
         where mail.id = old.id and case
           when state = 'queued' then batch_id is null and recipient_key is not null
           when state = 'sending' then false
           when kind = 'sign-invitation' then settled_at < ${invitedBefore}
           else settled_at < ${before} end
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
