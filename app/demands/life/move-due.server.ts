/** Opens and closes demands at their time. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { refusalOf } from "./demand-life.ts";
import { lockDemand } from "./lock-demand.server.ts";
import { moveAlong, noWords } from "./take-step.server.ts";

/** Writes a line of the audit log of what no press did. */
type Note = (tx: Db, organiserId: null, change: Change, now: Date) => Promise<void>;

const steps = [
  { name: "open", state: "draft", column: "opened_at" },
  { name: "close", state: "open", column: "closes_at" },
] as const;

/**
 * Opens drafts and closes open demands whose time has come; each did so at that time, whenever this runs.
 * A draft of which the English is no longer complete stays one.
 * Each has a transaction of its own, so that none waits while it holds another's row.
 * @returns whether anything moved
 */
export async function moveDue(db: Db, note: Note, now: Date): Promise<boolean> {
  let moved = false;
  for (const { name, state, column } of steps) {
    const due = await db
      .selectFrom("demand")
      .select("id")
      .where("state", "=", state)
      .where(column, "<=", now)
      .orderBy("id")
      .execute();
    for (const { id } of due) {
      const done = await db.transaction().execute((tx) => moveOne(tx, id, name, note, now));
      moved ||= done;
    }
  }
  return moved;
}

/** Whoever has moved it meanwhile has decided. */
async function moveOne(
  tx: Transaction<Database>,
  id: number,
  name: "open" | "close",
  note: Note,
  now: Date,
): Promise<boolean> {
  const life = await lockDemand(tx, id);
  const at = name === "open" ? life.opensAt : life.closesAt;
  if (at === null || at > now || refusalOf(name, life)) return false;
  const { changed } = await moveAlong(tx, life, { name, words: noWords }, now, at);
  if (changed) await note(tx, null, changed, now);
  return changed !== undefined;
}
