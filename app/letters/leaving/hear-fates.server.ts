/** What letters do when the outbox tells what became of their mails. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";

import type { TaskFacts } from "../../words/tasks.ts";
import { reopening } from "../life.ts";
import { followMails } from "../move-copies.server.ts";
import { stepLetter } from "../move-letter.server.ts";

/** Gives organisers a task; its subject is the letter's number and the member's. */
type Raise = (tx: Db, task: TaskFacts & { subject: string }, now: Date) => Promise<void>;

/**
 * Copies follow their mails. A member is never barred by a bounce, which is often an automatic
 * answer: a person looks. Of a batch that is unknown organisers are told as a whole.
 */
export async function hearFates(
  tx: Db,
  raise: Raise,
  fates: readonly MailFate[],
  now: Date,
): Promise<void> {
  await reopen(tx, fates, now);
  for (const { state, ...data } of await followMails(tx, fates)) {
    if (state === "unknown" || state === "cancelled") continue;
    const subject = `${data.letter}/${data.member}`;
    await raise(tx, { kind: "letter-bounced", subject, data }, now);
  }
}

/** A letter is not over while a mail of it is to leave, again. */
async function reopen(tx: Db, fates: readonly MailFate[], now: Date): Promise<void> {
  const again = fates.filter(({ state }) => state === "queued").map(({ id }) => id);
  if (again.length === 0) return;
  const letters = await tx
    .selectFrom("letter_copy")
    .select("letter_id as id")
    .distinct()
    .where(sql<boolean>`mail_id = any (${again}::uuid[])`)
    .orderBy("id")
    .execute();
  for (const { id } of letters)
    await stepLetter(tx, id, reopening, { next_at: now, finished_at: null });
}
