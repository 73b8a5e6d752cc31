/** Which of a letter's copies a query means. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { notWritten } from "./copy-life.ts";

/** True in SQL of a copy `c` whose member was written to, or is to be. */
export const isWritten = sql<boolean>`c.state <> all (${notWritten}::text[])`;

/** The ids of a letter's mails that wait in the outbox or are leaving. */
export async function listQueuedMails(tx: Db, letterId: number): Promise<string[]> {
  const copies = await tx
    .selectFrom("letter_copy")
    .select((eb) => eb.ref("mail_id").$notNull().as("id"))
    .where("letter_id", "=", letterId)
    .where("state", "=", "queued")
    .execute();
  return copies.map(({ id }) => id);
}
