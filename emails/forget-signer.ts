/** Forgets what the outbox knows of a signer. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/**
 * The signer's mails and the allowances of the inboxes they went to; `tx` is the transaction that erases the signer. A mail that
 * is leaving at this moment is forgotten with the settled ones, in 30 days. What stops mail to the
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

/** Of these inboxes; locked in key order, as signing locks them. */
export async function forgetAllowancesOf(tx: Db, inboxKeys: readonly Buffer[]): Promise<void> {
  await sql`
    with theirs as (
      select signer_key from mail_allowance where signer_key = any (${inboxKeys}::bytea[])
       order by signer_key for update
    )
    delete from mail_allowance m using theirs t where m.signer_key = t.signer_key`.execute(tx);
}

/**
 * Forgets allowances a week after they were used: by then the signing that one belongs to is gone.
 * Keys are spread evenly, so by their first byte: each statement is short, and holds few who sign.
 */
export async function forgetAllowances(db: Db, now: Date): Promise<void> {
  for (let first = 0; first < 256; first++) {
    const until = first < 255 ? sql`and signer_key < ${Buffer.of(first + 1)}` : sql``;
    await sql`delete from mail_allowance
               where signer_key >= ${Buffer.of(first)} ${until}
                 and last_at < ${now}::timestamptz - interval '7 days'`.execute(db);
  }
}
