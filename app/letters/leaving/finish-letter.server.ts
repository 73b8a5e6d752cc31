/** Ends a letter when no copy of it waits or is under way, and asks after copies of which nothing was heard. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { fates } from "#emails/outbox.ts";

import { stateByMail } from "../copy-life.ts";
import { finishing } from "../life.ts";
import { followMails, moveCopies } from "../move-copies.server.ts";
import { stepLetter } from "../move-letter.server.ts";
import { listQueuedMails } from "../copy-queries.server.ts";

type Tx = Transaction<Database>;

/** @param id of a letter that is being sent, locked, none of whose copies waits for its turn */
export async function finishLetter(tx: Tx, id: number, now: Date): Promise<void> {
  if ((await countUnderWay(tx, id, now)) > 0) return;
  await stepLetter(tx, id, finishing, { finished_at: now });
}

/**
 * Asks the outbox about queued copies of letters that are held or over: finishing asks about the
 * others. Safe to be repeated.
 */
export async function catchUp(db: Db, now: Date): Promise<void> {
  const letters = await db
    .selectFrom("letter as l")
    .select("l.id")
    .where("l.state", "<>", "sending")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("letter_copy as c")
          .select("c.letter_id")
          .whereRef("c.letter_id", "=", "l.id")
          .where("c.state", "=", "queued"),
      ),
    )
    .orderBy("l.id")
    .execute();
  for (const { id } of letters)
    await db.transaction().execute(async (tx) => {
      await tx.selectFrom("letter").select("id").where("id", "=", id).forUpdate().execute();
      await countUnderWay(tx, id, now);
    });
}

/**
 * Moves copies of which nothing was heard: their mails may have been settled by hand, or by a version
 * of the program that tells nobody; of a mail that the outbox has forgotten nobody knows.
 * @returns how many of the letter's mails are still to leave
 */
export async function countUnderWay(tx: Tx, id: number, now: Date): Promise<number> {
  const queued = await listQueuedMails(tx, id);
  if (queued.length === 0) return 0;
  const known = await fates(tx, queued);
  const settled = known.filter(({ state }) => stateByMail[state] !== "queued");
  await followMails(tx, settled, now);
  const forgotten = new Set(queued).difference(new Set(known.map((mail) => mail.id)));
  const which = sql`copy.mail_id = any (${[...forgotten]}::uuid[])`;
  if (forgotten.size > 0) await moveCopies(tx, "unknown", which);
  return known.length - settled.length;
}
