/** Forgets mails 30 days after they were settled. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

const kept = 30 * 86_400_000;

/**
 * Deletes settled mails, ended batches, webhook events and the demo's mailbox, all older than 30
 * days. Letters stay: whether a member was reached is told in public, and names no signer.
 * @returns the number of mails deleted
 */
export async function purgeMail(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - kept);
  await db.deleteFrom("mailbox").where("created_at", "<", before).execute();
  await db.deleteFrom("webhook_event").where("created_at", "<", before).execute();
  await db
    .deleteFrom("mail_batch")
    .where("state", "<>", "open")
    .where("created_at", "<", before)
    .execute();
  const { numAffectedRows } = await sql`
    delete from mail_message where settled_at < ${before} and kind <> 'letter'
      and state not in ('queued', 'sending')`.execute(db);
  return Number(numAffectedRows ?? 0);
}
