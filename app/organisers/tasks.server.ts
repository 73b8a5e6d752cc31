/** What waits for an organiser: raised once for each subject, and taken off the list by a person. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { forgottenBefore } from "../review/alarm.server.ts";
import type { Deed } from "../words/deed.ts";
import type { TaskFacts } from "../words/tasks.ts";
import { readTask } from "./task.ts";

/** @param task its subject tells it from others of its kind; what was raised already is left alone */
export async function raiseTask(
  db: Db,
  { kind, subject, data }: TaskFacts & { subject: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto("organiser_task")
    .values({ kind, subject, data: JSON.stringify(data), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Raises a task, or brings it up to date.
 * @param again whether one that was done waits anew
 */
export async function keepTask(
  db: Db,
  { kind, subject, data }: TaskFacts & { subject: string },
  again: boolean,
  now: Date,
): Promise<void> {
  const task = { kind, subject, data: JSON.stringify(data), created_at: now };
  await db
    .insertInto("organiser_task")
    .values(task)
    .onConflict((conflict) =>
      conflict.columns(["kind", "subject"]).doUpdateSet({
        data: task.data,
        ...(again && { done_at: null }),
      }),
    )
    .execute();
}

/** For what waits as long as anything is held: done by a person, it waits anew for the next one. */
export const heldTasks = {
  raise: (tx: Db, task: TaskFacts & { subject: string }, now: Date) =>
    keepTask(tx, task, true, now),
  drop: dropTask,
};

/** What an alarm told names mail domains, and is kept no longer than the alarm, done or not. */
export async function forgetStuffing(db: Db, now: Date): Promise<void> {
  await sql`
    delete from organiser_task
     where kind = 'stuffing' and (data ->> 'until')::timestamptz < ${forgottenBefore(now)}`.execute(
    db,
  );
}

/** Raises a task; one that was done waits anew. */
export const raiseAnew = (db: Db, task: TaskFacts & { subject: string }, now: Date) =>
  keepTask(db, task, true, now);

/** The oldest hundred that are not done. */
export async function listTasks(db: Db) {
  const rows = await db
    .selectFrom("organiser_task")
    .selectAll()
    .where("done_at", "is", null)
    .orderBy("id")
    .limit(100)
    .execute();
  return rows.map(({ id, kind, subject, data, created_at }) => ({
    id,
    version: taskVersion(kind, data),
    kind,
    subject,
    facts: readTask(kind, data),
    createdAt: created_at,
  }));
}

/** The subject of a task of this kind that is not done; locked. */
export async function lockTask(
  tx: Transaction<Database>,
  id: number,
  kind: TaskFacts["kind"],
): Promise<string | undefined> {
  const task = await tx
    .selectFrom("organiser_task")
    .select("subject")
    .where("id", "=", id)
    .where("kind", "=", kind)
    .where("done_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return task?.subject;
}

/** @returns what the task was, or undefined when somebody has done it already */
export async function endTask(tx: Transaction<Database>, id: number, now: Date) {
  return tx
    .updateTable("organiser_task")
    .set({ done_at: now })
    .where("id", "=", id)
    .where("done_at", "is", null)
    .returning(["kind", "subject"])
    .executeTakeFirst();
}

/** What it told of has come right by itself. */
export async function dropTask(
  tx: Db,
  { kind, subject }: { kind: TaskFacts["kind"]; subject: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable("organiser_task")
    .set({ done_at: now })
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("done_at", "is", null)
    .execute();
}

/** Of what a task tells. Numbers that move while an alarm is on are no news; another alarm is. */
function taskVersion(kind: string, data: Json): string {
  const task = readTask(kind, data);
  return versionOf(task?.kind === "stuffing" ? task.data.since : data);
}

/**
 * An organiser says that it is done. `task-stale`: it tells of something else since.
 * @param saw the version of what the organiser saw (`listTasks`)
 */
export async function finishTask(
  tx: Transaction<Database>,
  id: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const told = await tx
    .selectFrom("organiser_task")
    .select(["kind", "data"])
    .where("id", "=", id)
    .where("done_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (told && saw !== taskVersion(told.kind, told.data)) return { said: "task-stale" };
  const task = await endTask(tx, id, now);
  if (!task) return { said: "task-gone" };
  const changed = { action: "task.done", subject: `task ${id}`, after: { ...task } };
  return { said: "task-done", changed };
}
