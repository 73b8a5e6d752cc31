/** Deletes the addresses of invitations whose mails have settled. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { fates, forgetRecipients } from "#emails/outbox.ts";

/**
 * Of a mail that the outbox has forgotten nothing is to come. One of which nobody knows whether it left keeps its
 * address, for somebody may have it sent again, and then it is judged as any other.
 * @param id of a list that is locked
 * @returns the mails that are still to leave
 */
export async function settleInvites(tx: Db, id: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("invite")
    .select("mail_id")
    .where("list_id", "=", id)
    .where("mail_id", "is not", null)
    .execute();
  const mails = rows.map((row) => row.mail_id!);
  const known = await fates(tx, mails);
  const leaving = known
    .filter(({ state }) => state === "queued" || state === "sending")
    .map((mail) => mail.id);
  const unknown = known.filter(({ state }) => state === "unknown").map((mail) => mail.id);
  const settled = [...new Set(mails).difference(new Set([...leaving, ...unknown]))];
  await forgetRecipients(tx, settled);
  await dropInvites(tx, id, sql`mail_id = any (${settled}::uuid[])`);
  return leaving;
}

/** Deletes addresses that have had their turn. @param which of the list's */
export async function dropInvites(
  tx: Db,
  id: number,
  which: ReturnType<typeof sql<boolean>>,
): Promise<void> {
  await sql`
    with gone as (
      delete from invite where list_id = ${id} and ${which} returning place
    )
    update invite_list set handled = handled + (select count(*)::int from gone)
     where id = ${id} and exists (select from gone)`.execute(tx);
}
