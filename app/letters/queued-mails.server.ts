/** A letter's mails that wait in the outbox or are leaving. */
import type { Db } from "#db/connection.ts";

/** @returns their ids */
export async function listQueuedMails(tx: Db, letterId: number): Promise<string[]> {
  const copies = await tx
    .selectFrom("letter_copy")
    .select((eb) => eb.ref("mail_id").$notNull().as("id"))
    .where("letter_id", "=", letterId)
    .where("state", "=", "queued")
    .execute();
  return copies.map(({ id }) => id);
}
