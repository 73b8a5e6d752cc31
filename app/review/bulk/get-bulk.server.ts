/** Reads bulk works as records. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { type Conditions, readConditions, type Seen } from "./bulk.ts";

/** Who begins, cancels or undoes it says by the version what they saw. */
export type Bulk = Omit<Row<"review">, "conditions" | "seen"> & {
  conditions: Conditions;
  seen: Seen | null;
  version: string;
};

const asBulk = (row: Row<"review">): Bulk => ({
  ...row,
  conditions: readConditions(row.conditions) ?? {},
  seen: row.seen as unknown as Seen | null,
  version: versionOf({ state: row.state, number: row.number }),
});

export async function getBulk(db: Db, id: number): Promise<Bulk | undefined> {
  const row = await db.selectFrom("review").selectAll().where("id", "=", id).executeTakeFirst();
  return row && asBulk(row);
}

/** Locked until the transaction ends: each step is made once, and of two who press at once one is told. */
export async function getBulkToChange(tx: Db, id: number): Promise<Bulk | undefined> {
  const row = await tx
    .selectFrom("review")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && asBulk(row);
}

/** The last hundred, newest first. */
export async function listBulks(db: Db): Promise<Bulk[]> {
  const rows = await db.selectFrom("review").selectAll().orderBy("id", "desc").limit(100).execute();
  return rows.map(asBulk);
}

/** The oldest that is at work, besides these. */
export async function nextAtWork(db: Db, besides: number[] = []): Promise<Bulk | undefined> {
  const row = await db
    .selectFrom("review")
    .selectAll()
    .where("state", "in", ["finding", "running", "undoing"])
    .$if(besides.length > 0, (query) => query.where("id", "not in", besides))
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row && asBulk(row);
}
