/** Makes a new draft of a letter's words, and deletes drafts. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { draftVersion } from "../drafting/seen.server.ts";
import { letterOf } from "../get-letter.server.ts";
import type { Letter } from "../letter.ts";
import { composeLetter } from "../write-letter.server.ts";

type Tx = Transaction<Database>;

/** @returns the new draft's id */
export async function duplicateLetter(
  tx: Tx,
  author: number,
  { subject, body, demandIds, audience, perHour, window }: Letter,
  now: Date,
): Promise<Deed & { id: number }> {
  const words = { subject, body, demandIds, audience, perHour, window };
  return { ...(await composeLetter(tx, author, words, now)), said: "duplicated" };
}

/**
 * Nothing of it was sent, so nothing is kept but its words in the audit log.
 * @param saw the version of the text that was seen (`draftVersion`)
 */
export async function deleteDraft(tx: Tx, id: number, saw: string | undefined): Promise<Deed> {
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { said: "deleted" };
  if (row.state !== "draft") return { said: "delete-late" };
  const letter = letterOf(row);
  if (saw !== draftVersion(letter)) return { said: "delete-stale" };
  await tx.deleteFrom("letter").where("id", "=", id).execute();
  const { subject, body, demandIds, audience, perHour, window } = letter;
  const before = { subject, body, demandIds, audience, perHour, window };
  return { said: "deleted", changed: { action: "letter.delete", subject: `letter ${id}`, before } };
}
