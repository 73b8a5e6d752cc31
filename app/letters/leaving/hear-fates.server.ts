/** What letters do when the outbox tells what became of their mails. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailFate } from "#emails/hearer.ts";

import type { TaskFacts } from "../../words/tasks.ts";
import { reopening } from "../life.ts";
import { followMails } from "../move-copies.server.ts";
import { stepLetter } from "../move-letter.server.ts";
import { countTries } from "../tries.server.ts";
import { taskSubject } from "../try.ts";

/** Gives organisers a task, and takes it away; its subject is `taskSubject`. */
interface Tasks {
  raise: (tx: Db, task: TaskFacts & { subject: string }, now: Date) => Promise<void>;
  drop: (tx: Db, task: { kind: TaskFacts["kind"]; subject: string }, now: Date) => Promise<void>;
}

/**
 * Copies follow their mails. A member is never barred by a bounce, which is often an automatic
 * answer: a person looks, unless the copy is heard to have arrived after all. Of a batch that is unknown
 * organisers are told as a whole, and of a rehearsal's stand-in addresses not at all.
 */
export async function hearFates(
  tx: Db,
  tasks: Tasks,
  fates: readonly MailFate[],
  now: Date,
): Promise<void> {
  await reopen(tx, fates, now);
  const followed = await followMails(tx, fates, now);
  const rehearsals = await rehearsalsAmong(tx, new Set(followed.map(({ letter }) => letter)));
  for (const { letter, member, state, problem } of followed) {
    if (state === "unknown" || state === "cancelled" || rehearsals.has(letter)) continue;
    const subject = taskSubject(letter, member, await countTries(tx, letter, member));
    const hasArrived = state === "delivered" || state === "complained";
    if (hasArrived) await tasks.drop(tx, { kind: "letter-bounced", subject }, now);
    if (state === "complained")
      await tasks.raise(tx, { kind: "letter-complained", subject, data: { letter, member } }, now);
    else if (problem !== null)
      await tasks.raise(
        tx,
        { kind: "letter-bounced", subject, data: { letter, member, problem } },
        now,
      );
  }
}

async function rehearsalsAmong(tx: Db, letters: ReadonlySet<number>): Promise<Set<number>> {
  if (letters.size === 0) return new Set();
  const rows = await tx
    .selectFrom("letter")
    .select("id")
    .where("id", "in", [...letters])
    .where("rehearsal", "=", true)
    .execute();
  return new Set(rows.map(({ id }) => id));
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
