/** What organisers decide about a bulk work: what it is of, to begin it, to stop it, to undo it. */
import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { ReviewDeed } from "#db/schema.ts";

import type { Deed } from "../../words/deed.ts";
import { canUndo, type Conditions } from "./bulk.ts";
import { type Bulk, getBulkToChange } from "./get-bulk.server.ts";
import { dropSet } from "./make-step.server.ts";

interface Wanted {
  deed: ReviewDeed;
  conditions: Conditions;
  organiserId: number;
  /** Of one that is wanted whatever is found: it goes on by itself. */
  reason?: string;
}

/** Has the set looked for, in the background; nothing changes by it. @returns its id */
export async function askForSet(
  tx: Db,
  { deed, conditions, organiserId, reason }: Wanted,
  now: Date,
): Promise<number> {
  const { id } = await tx
    .insertInto("review")
    .values({
      ...{ deed, conditions: JSON.stringify(conditions), reason: reason ?? "" },
      ...{ organiser_id: organiserId, created_at: now },
      ...(reason !== undefined && { begun_at: now }),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Has it done as it was seen.
 * @param of what is written down of its conditions, in words
 */
export async function beginBulk(
  tx: Db,
  id: number,
  organiserId: number,
  { saw, reason, of }: { saw: string | undefined; reason: string; of: string },
  now: Date,
): Promise<Deed> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.version !== saw) return { said: "bulk-stale" };
  if (bulk?.state !== "found" || bulk.number === 0) return { said: "bulk-not-found" };
  await tx
    .updateTable("review")
    .set({ state: "running", reason, begun_at: now, organiser_id: organiserId })
    .where("id", "=", id)
    .execute();
  const after = { of, signatures: bulk.number, reason };
  return { said: "bulk-begun", changed: changeOf(bulk, bulk.deed, after) };
}

/** Stops it where it is; of one that did not begin, the set is thrown away. */
export async function cancelBulk(
  tx: Db,
  id: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.version !== saw) return { said: "bulk-stale" };
  if (bulk?.state === "running") {
    await end(tx, id, "cancelled", now);
    const after = { done: bulk.done, of: bulk.number, changed: bulk.changed };
    return { said: "bulk-cancelled", changed: changeOf(bulk, "cancel", after) };
  }
  if (bulk?.state !== "finding" && bulk?.state !== "found") return { said: "bulk-over" };
  await end(tx, id, "dropped", now);
  await dropSet(tx, id);
  if (bulk.begun_at === null) return { said: "bulk-dropped" };
  // one that would have gone on by itself is written down already
  return { said: "bulk-dropped", changed: changeOf(bulk, "cancel", { done: 0, changed: 0 }) };
}

async function end(tx: Db, id: number, state: "cancelled" | "dropped", now: Date): Promise<void> {
  const set = { state, finished_at: now, ...(state === "dropped" && { seen: null }) };
  await tx.updateTable("review").set(set).where("id", "=", id).execute();
}

/** Has what it changed set back, in the background. */
export async function undoBulk(
  tx: Db,
  id: number,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const bulk = await getBulkToChange(tx, id);
  if (bulk?.version !== saw) return { said: "bulk-stale" };
  if (!bulk || !canUndo({ ...bulk, finishedAt: bulk.finished_at }, now))
    return { said: "bulk-not-undone" };
  await tx
    .updateTable("review")
    .set({ state: "undoing", undone_by: organiserId })
    .where("id", "=", id)
    .execute();
  return { said: "bulk-undoes", changed: changeOf(bulk, "undo", { changed: bulk.changed }) };
}

const changeOf = ({ id }: Bulk, deed: string, after: Json) => ({
  action: `signatures.${deed}`,
  subject: `work ${id}`,
  after,
});
