/** What letters do when the outbox tells what became of their mails. */
import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";

import type { TaskFacts } from "../../words/tasks.ts";
import { followMails } from "../move-copies.server.ts";

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
  for (const { state, ...data } of await followMails(tx, fates)) {
    if (state === "unknown" || state === "cancelled") continue;
    const subject = `${data.letter}/${data.member}`;
    await raise(tx, { kind: "letter-bounced", subject, data }, now);
  }
}
