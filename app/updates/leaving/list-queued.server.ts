/** The mails of an update that are in the outbox and have not left. */
import type { Db } from "#db/connection.ts";

/** Their ids, as far as is known. */
export async function listQueued(db: Db, update: number): Promise<string[]> {
  const rows = await db
    .selectFrom("supporter_mail")
    .select("mail_id")
    .where("update_id", "=", update)
    .where("state", "=", "queued")
    .execute();
  return rows.map(({ mail_id }) => mail_id!);
}
