/** Which of a letter's copies a query means. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { notWritten } from "./copy-life.ts";

/** True in SQL of a copy `c` whose member was written to, or is to be. */
export const isWritten = sql<boolean>`c.state <> all (${notWritten}::text[])`;

/** The same, and of a copy that goes on paper alone, for want of an email address. */
export const isMeant = sql<boolean>`(${isWritten} or c.state = 'no-address')`;

/**
 * True in SQL of a letter `l` that counts. A rehearsal wrote to nobody, so nothing that is decided or
 * told of a member knows of it: neither how long ago and at which number they were written to, nor which
 * letter was the last. Among rehearsals it counts, so that those rules can be tried. Lists of letters
 * show it, as a rehearsal.
 * @param rehearsal whether it is a rehearsal that asks
 */
export const counts = (rehearsal: boolean) => sql<boolean>`(not l.rehearsal or ${rehearsal})`;

/** True in SQL of a `letter` of one copy that went out again by itself: lists tell of what it repeats. */
export const isRepeat = sql<boolean>`
  exists (select from letter_repeat r where r.letter_id = letter.id)`;

/** True in SQL of a copy whose member asked not to be written to. @param copy how the query calls it */
export const isAskedNot = (copy: string): RawBuilder<boolean> => sql<boolean>`
  (exists (select from do_not_write d where d.member_id = ${sql.ref(`${copy}.member_id`)})
   or exists (select from member_cadence f where f.member_id = ${sql.ref(`${copy}.member_id`)}
                 and f.choice = 'never'))`;

/** True in SQL of a copy whose member an organiser left out of its letter. @param copy how the query calls it */
export const isLeftOut = (copy: string): RawBuilder<boolean> => sql<boolean>`
  exists (select from letter_left_out o where o.letter_id = ${sql.ref(`${copy}.letter_id`)}
             and o.member_id = ${sql.ref(`${copy}.member_id`)})`;

/** True in SQL of a copy whose member holds the seat that it speaks of. @param copy how the query calls it */
export const isSitting = (copy: string): RawBuilder<boolean> => sql<boolean>`
  exists (select from membership m where m.member_id = ${sql.ref(`${copy}.member_id`)}
             and m.area_code = ${sql.ref(`${copy}.area_code`)} and m.ended_on is null)`;

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
