/** Ends a letter when no copy of it waits or is under way. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { fates } from "#emails/outbox.ts";

import { stateByMail } from "./copy-life.ts";
import { finishing } from "./life.ts";
import { followMails, moveCopies } from "./move-copies.server.ts";
import { stepLetter } from "./move-letter.server.ts";
import { listQueuedMails } from "./copy-queries.server.ts";

type Tx = Transaction<Database>;

/** @param id of a letter that is being sent, locked, none of whose copies waits for its turn */
export async function finishLetter(tx: Tx, id: number, now: Date): Promise<void> {
  if (await isUnderWay(tx, id, now)) return;
  await stepLetter(tx, id, finishing, { finished_at: now });
}

/**
 * The outbox is asked about copies that nothing was heard of: their mails may have been settled by
 * hand, or by a version of the program that tells nobody.
 */
async function isUnderWay(tx: Tx, id: number, now: Date): Promise<boolean> {
  const queued = await listQueuedMails(tx, id);
  if (queued.length === 0) return false;
  const known = await fates(tx, queued);
  if (known.some(({ state }) => stateByMail[state] === "queued")) return true;
  await followMails(tx, known, now);
  await moveCopies(tx, "unknown", sql`copy.letter_id = ${id} and copy.state = 'queued'`, now);
  return false;
}
