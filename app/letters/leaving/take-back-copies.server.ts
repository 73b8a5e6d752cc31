/** Takes copies back from the outbox: each waits for its turn again, to be written and addressed anew. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import { isAskedNot, isLeftOut, listQueuedMails } from "../copy-queries.server.ts";
import { reopening } from "../life.ts";
import { forgetTries } from "../tries.server.ts";
import { moveCopies } from "../move-copies.server.ts";
import { stepLetter } from "../move-letter.server.ts";

/**
 * All copies of a letter that have surely not left. Those that are being handed over, or may have left
 * without an answer, stay where they are.
 * @param id of a letter that is locked
 */
export async function takeBackCopies(tx: Db, id: number): Promise<void> {
  await waitAnew(tx, await takeBack(tx, await listQueuedMails(tx, id)));
  await leaveOutUnwanted(tx, id);
}

/** The outbox has taken these mails back by itself; copies of a letter that is over are over too. */
export async function heedTakenBack(tx: Db, mails: readonly string[], now: Date): Promise<void> {
  const letters = await tx
    .selectFrom("letter")
    .select(["id", "state"])
    .where("id", "in", (eb) =>
      eb
        .selectFrom("letter_copy")
        .select("letter_id")
        .where(sql<boolean>`mail_id = any (${mails}::uuid[])`),
    )
    .orderBy("id")
    .forUpdate()
    .execute();
  await waitAnew(tx, mails);
  for (const { id, state } of letters) {
    await leaveOutUnwanted(tx, id);
    if (state === "cancelled")
      await moveCopies(tx, "cancelled", sql`copy.letter_id = ${id} and copy.state = 'waiting'`);
    else await stepLetter(tx, id, reopening, { next_at: now, finished_at: null });
  }
}

/** Copies that wait though their member was left out meanwhile, or asked not to be written to. */
export async function leaveOutUnwanted(tx: Db, id: number): Promise<void> {
  const waiting = sql`copy.letter_id = ${id} and copy.state = 'waiting'`;
  await moveCopies(tx, "left-out", sql`${waiting} and ${isLeftOut("copy")}`);
  await moveCopies(tx, "asked-not", sql`${waiting} and ${isAskedNot("copy")}`);
}

/** @param mails that the outbox has taken back: they have surely not left */
export async function waitAnew(tx: Db, mails: readonly string[]): Promise<void> {
  const theirs = sql`copy.mail_id = any (${mails}::uuid[])`;
  await moveCopies(tx, "waiting", theirs);
  await sql`
    update letter_copy copy set mail_id = null, subject = null, body = null
     where ${theirs} and state = 'waiting'`.execute(tx);
  await forgetTries(tx, mails);
}
