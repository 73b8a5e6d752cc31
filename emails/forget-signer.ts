/** Forgets what the outbox knows of a signer. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/**
 * The signer's mails and the allowances of the inboxes they went to; `tx` is the transaction that erases the
 * signer. A mail that is leaving at this moment stays, for its batch may have to be sent again as it is: it is
 * forgotten with the settled ones, in 14 days, or when the signer asks once more. What stops mail to the
 * address (`suppression`) stands.
 */
export async function forgetSigner(
  tx: Db,
  signerKey: Buffer,
  inboxKeys: readonly Buffer[],
): Promise<void> {
  await tx
    .deleteFrom("mail_message")
    .where("recipient_key", "=", signerKey)
    .where("state", "<>", "sending")
    .execute();
  await forgetAllowancesOf(tx, [signerKey, ...inboxKeys]);
}

/** Of these inboxes; locked in key order, as signing and asking for a link lock them. */
export async function forgetAllowancesOf(tx: Db, inboxKeys: readonly Buffer[]): Promise<void> {
  await sql`
    with theirs as (
      select signer_key from mail_allowance where signer_key = any (${inboxKeys}::bytea[])
       order by signer_key for update
    )
    delete from mail_allowance m using theirs t where m.signer_key = t.signer_key`.execute(tx);
  await sql`
    with theirs as (
      select inbox_key from link_allowance where inbox_key = any (${inboxKeys}::bytea[])
       order by inbox_key for update
    )
    delete from link_allowance m using theirs t where m.inbox_key = t.inbox_key`.execute(tx);
}

/** What the demo's mailbox shows to these addresses, which stands for their inboxes. */
export async function emptyMailbox(tx: Db, addresses: readonly string[]): Promise<void> {
  await sql`
    delete from mailbox
     where recipient = any (${addresses}::text[]) or reply_to = any (${addresses}::text[])`.execute(
    tx,
  );
}

/**
 * Forgets allowances a week after they were used: by then the signing that one belongs to is gone; those of
 * links after their day. Keys are spread evenly, so by their first byte: each statement is short, and holds
 * few who sign.
 */
export async function forgetAllowances(db: Db, now: Date): Promise<void> {
  for (let first = 0; first < 256; first++) {
    const from = Buffer.of(first);
    const until = (key: string) =>
      first < 255 ? sql`and ${sql.ref(key)} < ${Buffer.of(first + 1)}` : sql``;
    await sql`delete from mail_allowance
               where signer_key >= ${from} ${until("signer_key")}
                 and last_at < ${now}::timestamptz - interval '7 days'`.execute(db);
    await sql`delete from link_allowance
               where inbox_key >= ${from} ${until("inbox_key")}
                 and last_at < ${now}::timestamptz - interval '1 day'`.execute(db);
  }
}
