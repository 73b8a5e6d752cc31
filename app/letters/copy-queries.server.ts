/** Which of a letter's copies a query means. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { notWritten } from "./copy-life.ts";

/** True in SQL of a copy `c` whose member was written to, or is to be. */
export const isWritten = sql<boolean>`c.state <> all (${notWritten}::text[])`;

/**
 * True in SQL of a letter `l` that counts. A rehearsal wrote to nobody, so nothing that is decided or
 * told of a member knows of it: neither how long ago and at which number they were written to, nor which
 * letter was the last. Among rehearsals it counts, so that those rules can be tried. Lists of letters
 * show it, as a rehearsal.
 * @param rehearsal whether it is a rehearsal that asks
 */
export const counts = (rehearsal: boolean) => sql<boolean>`(not l.rehearsal or ${rehearsal})`;

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
