/** What tables above this room keep of a signer, as far as it goes with the signer. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import { readers } from "../retention/readers.ts";

/**
 * Of who has no signature left an export is remembered by its own id alone, for as long as somebody has to be
 * told to remove it. Comes last: an export that is being written holds signatures first.
 */
export async function unlinkExported(tx: Db, signerKey: Buffer, now: Date): Promise<void> {
  await sql`
    update exported_supporter
       set signer_key = null, demand_ids = '{}', export_ids = '{}', unlinked_at = ${now}
     where signer_key = ${signerKey}
       and not exists (select true from ${readers} s where s.signer_key = ${signerKey})`.execute(
    tx,
  );
}

/**
 * Comes before mails are forgotten: an invitation that is being put into the outbox holds its row until its mail
 * is there.
 */
export async function forgetInvited(
  tx: Db,
  signerKey: Buffer,
  inboxKeys: readonly Buffer[],
): Promise<void> {
  await tx.deleteFrom("invite").where("signer_key", "=", signerKey).execute();
  const keys = [signerKey, ...inboxKeys];
  await sql`
    delete from invited
     where signer_key = ${signerKey} or inbox_key = any (${keys}::bytea[])`.execute(tx);
}

/**
 * What the signer wrote to their member about these demands. Comes before mails are forgotten, as above. What the
 * outbox has not handed over is taken back; what it hands over at this moment can no more be written. Of one that may
 * have left there stays, without a word of it, that there was one: whoever signs anew writes no second one so soon.
 * It counts nowhere, as it is not known to have left.
 */
export async function forgetOwnLetters(
  tx: Db,
  signerKey: Buffer,
  demands: readonly number[] | "all",
): Promise<void> {
  const these = demands === "all" ? sql`` : sql`and demand_id = any (${demands}::int[])`;
  const { rows } = await sql<{ id: string; mail_id: string | null }>`
    select id, mail_id from own_letter where signer_key = ${signerKey} ${these}
     order by id for update`.execute(tx);
  const ids = rows.map(({ id }) => id);
  await sql`
    delete from own_letter
     where id = any (${ids}::uuid[]) and state not in ('queued', 'left', 'unknown')`.execute(tx);
  await sql`
    update own_letter
       set state = 'unknown', letter = null, sketch = null, mail_id = null, asked_at = null, outcome = null
     where id = any (${ids}::uuid[])`.execute(tx);
  await takeBack(
    tx,
    rows.flatMap((row) => row.mail_id ?? []),
  );
}

/**
 * From which network a form was confirmed goes with the form.
 * @param signings ids of forms that are deleted in the same transaction
 */
export async function forgetNetworkOf(tx: Db, signings: readonly string[]): Promise<void> {
  await sql`
    delete from network_signing where signing_id = any (${signings}::uuid[])`.execute(tx);
}
