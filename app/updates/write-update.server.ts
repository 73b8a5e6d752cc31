/** Writes a draft down, and writes it anew while it is one. */
import type { Transaction } from "kysely";

import type { Json } from "#db/json.ts";
import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { draftVersion, wholeOf } from "./get-update.server.ts";
import { moveUpdate } from "./move-update.server.ts";
import { writeTexts } from "./texts.server.ts";
import type { Draft } from "./update.ts";

type Tx = Transaction<Database>;

const columns = ({ demandIds, perHour }: Draft) => ({
  demand_ids: demandIds,
  per_hour: perHour,
});

/** As the audit log keeps it. */
const kept = ({ texts, demandIds, perHour }: Draft): Json => ({
  texts: texts as unknown as Json,
  demandIds,
  perHour,
});

/** @returns the new update's id */
export async function composeUpdate(
  tx: Tx,
  author: number,
  draft: Draft,
  now: Date,
): Promise<Deed & { id: number }> {
  const { id } = await tx
    .insertInto("supporter_update")
    .values({ ...columns(draft), created_by: author, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  await writeTexts(tx, id, draft.texts);
  const changed = { action: "update.write", subject: `update ${id}`, after: kept(draft) };
  return { said: "update-written", id, changed };
}

/**
 * Whoever writes it anew is its author from then on, so that nobody approves their own words.
 * `update-revise-stale`: it is another draft than the one that was changed.
 * @param saw the version of the draft that was changed (`draftVersion`)
 */
export async function reviseUpdate(
  tx: Tx,
  id: number,
  author: number,
  draft: Draft,
  saw: string | undefined,
): Promise<Deed> {
  return moveUpdate(tx, id, "revise", async (row) => {
    const before = await wholeOf(tx, row);
    const stored = draftVersion(before);
    // the same words twice, by a second press or by two people: they are kept already
    if (stored === draftVersion(draft)) return { said: "update-revised" };
    if (stored !== saw) return { said: "update-revise-stale" };
    await writeTexts(tx, id, draft.texts);
    const record = { before: kept(before), after: kept(draft) };
    return { set: { ...columns(draft), created_by: author }, record };
  });
}
