/** Stops a letter for good. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { cancel } from "#emails/outbox.ts";

import type { Deed } from "../words/deed.ts";
import { moveCopies } from "./move-copies.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { listQueuedMails } from "./copy-queries.server.ts";

/** What has left has left; every other copy is left out for good. */
export async function cancelLetter(
  tx: Transaction<Database>,
  id: number,
  now: Date,
): Promise<Deed> {
  return moveLetter(tx, id, "cancel", async () => {
    const mails = await listQueuedMails(tx, id);
    const stopped = await cancel(tx, mails, "the letter was stopped", now);
    const rest = sql`copy.letter_id = ${id}
      and (copy.state = 'waiting' or copy.mail_id = any (${stopped}::uuid[]))`;
    await moveCopies(tx, "cancelled", rest);
    return { set: { finished_at: now } };
  });
}
