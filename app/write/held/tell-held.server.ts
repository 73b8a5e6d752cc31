/** One task for organisers, as long as any letter waits to be read. */
import type { Db } from "#db/connection.ts";

interface HeldTask {
  kind: "own-held";
  subject: "held";
}

/** What is known of organisers' tasks here. */
export interface HeldTasks {
  /** Gives them the task; one that was done waits anew. */
  raise: (tx: Db, task: HeldTask & { data: Record<string, never> }, now: Date) => Promise<void>;
  /** Takes it off their list. */
  drop: (tx: Db, task: HeldTask, now: Date) => Promise<void>;
}

const task: HeldTask = { kind: "own-held", subject: "held" };

export const tellHeld = (tx: Db, { raise }: Pick<HeldTasks, "raise">, now: Date): Promise<void> =>
  raise(tx, { ...task, data: {} }, now);

/** Looks again once the task is off the list: a letter may have been held at that moment. */
export async function heedNoneHeld(tx: Db, tasks: HeldTasks, now: Date): Promise<void> {
  if (await isAnyHeld(tx)) return;
  await tasks.drop(tx, task, now);
  if (await isAnyHeld(tx)) await tellHeld(tx, tasks, now);
}

async function isAnyHeld(tx: Db): Promise<boolean> {
  const held = await tx
    .selectFrom("own_letter")
    .select("id")
    .where("state", "=", "held")
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}
