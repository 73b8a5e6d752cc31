/** What an organiser does with a mail that came in; what it says goes into no audit log. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { fetchAgain } from "./claim.server.ts";

type Tx = Transaction<Database>;

const deed = (said: Deed["said"], action: string, id: number): Deed => ({
  said,
  changed: { action, subject: `email ${id}` },
});

/** It is off the list of those to look at, or on it again. `mail-in-stale`: it was otherwise than was seen. */
export async function markDone(tx: Tx, id: number, isDone: boolean, now: Date): Promise<Deed> {
  const { numUpdatedRows } = await tx
    .updateTable("inbound_mail")
    .set({ done_at: isDone ? now : null })
    .where("id", "=", id)
    .where("done_at", isDone ? "is" : "is not", null)
    .where("recorded_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { said: "mail-in-stale" };
  return isDone ? deed("mail-done", "email.done", id) : deed("mail-reopened", "email.reopen", id);
}

export async function askAgain(tx: Tx, id: number, now: Date): Promise<Deed> {
  if (!(await fetchAgain(tx, id, now))) return { said: "mail-in-stale" };
  return deed("mail-again", "email.fetch", id);
}
