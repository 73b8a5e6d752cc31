/** Closes every open demand with a note when a campaign ends, drafts open no longer by themselves; opens again when it goes on. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Change } from "../../words/deed.ts";
import { refusalOf } from "./demand-life.ts";
import { lockDemand } from "./lock-demand.server.ts";
import { noWords, moveAlong } from "./take-step.server.ts";

type Tx = Transaction<Database>;

interface Moved {
  /** Of those that were moved, in their order. */
  ids: number[];
  /** A line of the audit log for each. */
  changes: Change[];
}

/**
 * Drafts that were to open by themselves wait until somebody opens them.
 * @param note what each one's timeline says of it, in English; Markdown
 */
export async function closeAllDemands(tx: Tx, note: string, now: Date): Promise<Moved> {
  const standing = await tx
    .selectFrom("demand")
    .select(["id", "state", "opened_at"])
    .where((eb) =>
      eb.or([
        eb("state", "=", "open"),
        eb.and([eb("state", "=", "draft"), eb("opened_at", "is not", null)]),
      ]),
    )
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const words = { ...noWords, english: { subject: "", body: note } };
  const moved: Moved = { ids: [], changes: [] };
  for (const { id, state, opened_at } of standing) {
    if (state === "draft") {
      await tx
        .updateTable("demand")
        .set({ opened_at: null, updated_at: now })
        .where("id", "=", id)
        .execute();
      const before = { openedAt: opened_at?.toISOString() ?? null };
      const after = { openedAt: null };
      const subject = `demand ${id}`;
      moved.changes.push({ action: "demand.settings", subject, before, after });
      continue;
    }
    const { changed } = await moveAlong(
      tx,
      await lockDemand(tx, id),
      { name: "close", words },
      now,
    );
    moved.ids.push(id);
    if (changed) moved.changes.push(changed);
  }
  return moved;
}

/**
 * Opens those again that were closed together and are so still: of those one that was opened and closed
 * since, taken off the site, whose people are forgotten or whose own time has come meanwhile stays as it is.
 */
export async function reopenDemands(
  tx: Tx,
  wanted: readonly number[],
  closedAt: Date,
  now: Date,
): Promise<Moved> {
  const moved: Moved = { ids: [], changes: [] };
  for (const id of wanted) {
    const life = await lockDemand(tx, id);
    const isAsClosed = !refusalOf("reopen", life) && Number(life.closedAt) === Number(closedAt);
    if (!isAsClosed || (life.closesAt && life.closesAt <= now)) continue;
    const step = { name: "reopen", words: noWords, closesAt: life.closesAt } as const;
    const { changed } = await moveAlong(tx, life, step, now);
    moved.ids.push(id);
    if (changed) moved.changes.push(changed);
  }
  return moved;
}
