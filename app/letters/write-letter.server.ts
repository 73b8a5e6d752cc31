/** Writes a draft down, and writes it anew while it is one. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { draftVersion } from "./drafting/seen.server.ts";
import { letterOf } from "./get-letter.server.ts";
import type { Draft } from "./letter.ts";
import { moveLetter } from "./move-letter.server.ts";

const columns = (draft: Draft) => ({
  subject: draft.subject,
  body: draft.body,
  demand_ids: draft.demandIds,
  audience: JSON.stringify(draft.audience),
  per_hour: draft.perHour,
  send_window: draft.window,
});

/** @returns the new letter's id */
export async function composeLetter(
  tx: Transaction<Database>,
  author: number,
  draft: Draft,
  now: Date,
): Promise<Deed & { id: number }> {
  const { id } = await tx
    .insertInto("letter")
    .values({ ...columns(draft), created_by: author, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const changed = { action: "letter.write", subject: `letter ${id}`, after: { ...draft } };
  return { said: "written", id, changed };
}

/**
 * Whoever writes it anew is its author from then on, so that nobody approves their own words; who
 * changes nothing of it is not. `revise-stale`: it is another draft than the one that was changed.
 * @param saw the version of the draft that was changed (`draftVersion`)
 */
export async function reviseLetter(
  tx: Transaction<Database>,
  id: number,
  author: number,
  draft: Draft,
  saw: string | undefined,
): Promise<Deed> {
  return moveLetter(tx, id, "revise", (row) => {
    const { subject, body, demandIds, audience, perHour, window } = letterOf(row);
    const before = { subject, body, demandIds, audience, perHour, window };
    const stored = draftVersion(before);
    // the same words twice, by a second press or by two people: they are kept already
    if (stored === draftVersion(draft)) return Promise.resolve({ said: "revised" });
    if (stored !== saw) return Promise.resolve({ said: "revise-stale" });
    const set = { ...columns(draft), created_by: author };
    return Promise.resolve({ set, record: { before, after: { ...draft } } });
  });
}
