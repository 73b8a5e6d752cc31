/** A person decides that mails of which nobody knows whether they left are sent again. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { sendUnknownAgain } from "#emails/send-unknown-again.ts";

/**
 * Ends a task `mail-unknown` by queueing its mails anew. Copies of a letter that is held or stopped
 * stay: then nothing of the batch goes, and the task remains.
 */
export async function sendMailAgain(tx: Transaction<Database>, id: number, now: Date) {
  const task = await tx
    .selectFrom("organiser_task")
    .select("subject")
    .where("id", "=", id)
    .where("kind", "=", "mail-unknown")
    .where("done_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!task) return { said: "task-gone" };
  if (await holdsLetters(tx, task.subject)) return { said: "letter-held" };
  const mails = await sendUnknownAgain(tx, task.subject);
  await tx.updateTable("organiser_task").set({ done_at: now }).where("id", "=", id).execute();
  const changed = { action: "mail.send-again", subject: `batch ${task.subject}`, after: { mails } };
  return { said: mails > 0 ? "sent-again" : "none-unknown", changed };
}

async function holdsLetters(tx: Db, batch: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from mail_batch b
        join mail_message m on m.id = any (b.message_ids) and m.state = 'unknown'
        join letter_copy c on c.mail_id = m.id
        join letter l on l.id = c.letter_id
       where b.id = ${batch}
         and (l.state not in ('sending', 'sent')
              or exists (select from legislature where letters_stopped))) as held`.execute(tx);
  return rows[0]!.held;
}
