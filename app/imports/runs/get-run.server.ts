/** Reads imports as records. */
import type { Db } from "#db/connection.ts";
import type { ImportKind, Row } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { ARRIVING_KEPT, type Told } from "./run.ts";

/** An import, with the version of what it tells: who runs it says which one they saw. */
export type Run = Omit<Row<"import_run">, "told"> & { told: Told | null; version: string };

const asRun = (row: Row<"import_run">): Run => ({
  ...row,
  told: row.told as unknown as Told | null,
  version: versionOf(row.told),
});

export async function getRun(db: Db, id: number): Promise<Run | undefined> {
  const row = await db.selectFrom("import_run").selectAll().where("id", "=", id).executeTakeFirst();
  return row && asRun(row);
}

/** Locked until the transaction ends, so that of two who press at once one is told. */
export async function getRunToChange(tx: Db, id: number): Promise<Run | undefined> {
  const row = await tx
    .selectFrom("import_run")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && asRun(row);
}

/** The last hundred, newest first; those whose file is still arriving are not among them. */
export async function listRuns(db: Db): Promise<Run[]> {
  const rows = await db
    .selectFrom("import_run")
    .selectAll()
    .where("state", "<>", "arriving")
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return rows.map(asRun);
}

/** When each kind was imported last, those undone apart. */
export async function lastImported(db: Db): Promise<Partial<Record<ImportKind, Date>>> {
  const rows = await db
    .selectFrom("import_run")
    .select(({ fn }) => ["kind", fn.max("finished_at").as("at")])
    .where("state", "in", ["placing", "done"])
    .groupBy("kind")
    .execute();
  return Object.fromEntries(rows.map(({ kind, at }) => [kind, at!]));
}

/** Imports of the same kind that were done after this one. */
export async function countLater(db: Db, { id, kind }: Pick<Run, "id" | "kind">): Promise<number> {
  const { number } = await db
    .selectFrom("import_run")
    .select(({ fn }) => fn.countAll<number>().as("number"))
    .where("kind", "=", kind)
    .where("id", ">", id)
    .where("state", "in", ["placing", "done"])
    .executeTakeFirstOrThrow();
  return number;
}

/** How many wait to be looked at or run; those that stopped arriving are not among them. */
export async function countWaiting(db: Db, now: Date): Promise<number> {
  const { number } = await db
    .selectFrom("import_run")
    .select(({ fn }) => fn.countAll<number>().as("number"))
    .where((eb) =>
      eb.or([
        eb("state", "in", ["waiting", "tried", "running"]),
        eb.and([
          eb("state", "=", "arriving"),
          eb("created_at", ">=", new Date(now.getTime() - ARRIVING_KEPT)),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return number;
}
