/** Holds a letter that is being sent, lets it go on, or stops it for good. */
import { sql, type Transaction } from "kysely";

import type { Database, LetterState } from "#db/schema.ts";
import { cancel, hold, release } from "#emails/outbox.ts";

import { areStopped } from "./held.server.ts";
import { moveCopies } from "./move-copies.server.ts";

type Tx = Transaction<Database>;

async function lockLetter(tx: Tx, id: number): Promise<LetterState> {
  const { state } = await tx
    .selectFrom("letter")
    .select("state")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return state;
}

/** The mails of copies that are in the outbox. */
async function listMails(tx: Tx, id: number): Promise<string[]> {
  const copies = await tx
    .selectFrom("letter_copy")
    .select("mail_id")
    .where("letter_id", "=", id)
    .where("state", "=", "queued")
    .execute();
  return copies.map(({ mail_id }) => mail_id!);
}

const told = (action: string, id: number, before: LetterState, after: LetterState) => ({
  action: `letter.${action}`,
  subject: `letter ${id}`,
  before,
  after,
});

/** Copies that wait in the outbox wait on. */
export async function pauseLetter(tx: Tx, id: number) {
  const state = await lockLetter(tx, id);
  if (state !== "sending") return { said: "not-sending" };
  await tx.updateTable("letter").set({ state: "paused" }).where("id", "=", id).execute();
  await hold(tx, await listMails(tx, id));
  return { said: "paused", changed: told("pause", id, state, "paused") };
}

export async function resumeLetter(tx: Tx, id: number, now: Date) {
  const stopped = await areStopped(tx);
  const state = await lockLetter(tx, id);
  if (state !== "paused") return { said: "not-paused" };
  if (stopped) return { said: "letters-stopped" };
  await tx
    .updateTable("letter")
    .set({ state: "sending", next_at: now })
    .where("id", "=", id)
    .execute();
  await release(tx, await listMails(tx, id), now);
  return { said: "resumed", changed: told("resume", id, state, "sending") };
}

/** What has left has left; every other copy is left out for good. */
export async function cancelLetter(tx: Tx, id: number, now: Date) {
  const state = await lockLetter(tx, id);
  if (state === "sent" || state === "cancelled") return { said: "over" };
  await tx
    .updateTable("letter")
    .set({ state: "cancelled", finished_at: now })
    .where("id", "=", id)
    .execute();
  const stopped = await cancel(tx, await listMails(tx, id), "the letter was stopped", now);
  const rest = sql`copy.letter_id = ${id}
    and (copy.state = 'waiting' or copy.mail_id = any (${stopped}::uuid[]))`;
  await moveCopies(tx, "cancelled", rest, now);
  return { said: "cancelled", changed: told("cancel", id, state, "cancelled") };
}

/** Dissolution: addresses die that day. Every letter on its way is held, and none begins. */
export async function stopLetters(tx: Tx) {
  await sql`select from legislature order by id for no key update`.execute(tx);
  await tx.updateTable("legislature").set({ letters_stopped: true }).execute();
  const letters = await tx
    .selectFrom("letter")
    .select("id")
    .where("state", "=", "sending")
    .orderBy("id")
    .execute();
  for (const { id } of letters) await pauseLetter(tx, id);
  const changed = { action: "letters.stop", subject: "all letters", after: letters.length };
  return { said: "stopped", changed };
}

/** Letters that were held stay so until somebody lets each go on. */
export async function allowLetters(tx: Tx) {
  await tx.updateTable("legislature").set({ letters_stopped: false }).execute();
  return { said: "allowed", changed: { action: "letters.allow", subject: "all letters" } };
}
