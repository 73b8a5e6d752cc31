/** Whatever an organiser changes is written down in the same transaction. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database } from "#db/schema.ts";

import type { Change, Deed } from "../words/deed.ts";

/** Does a deed and writes it into the audit log, both or neither. */
export async function act<D extends Deed>(
  db: Db,
  organiserId: number | null,
  now: Date,
  deed: (tx: Transaction<Database>) => Promise<D>,
): Promise<D> {
  return db.transaction().execute(async (tx) => {
    const done = await deed(tx);
    if (done.changed) await writeAudit(tx, organiserId, done.changed, now);
    return done;
  });
}

/** @param organiserId null for what is done from the command line or before there is an organiser */
export async function writeAudit(
  db: Db,
  organiserId: number | null,
  { action, subject, before, after }: Change,
  now: Date,
): Promise<void> {
  const text = (value: Json | undefined) => (value === undefined ? null : JSON.stringify(value));
  await db
    .insertInto("audit")
    .values({
      at: now,
      organiser_id: organiserId,
      action,
      subject,
      before: text(before),
      after: text(after),
    })
    .execute();
}

const PAGE = 100;

/** @param before only older ones than the entry of this id */
export async function listAudit(db: Db, before?: number) {
  let query = db
    .selectFrom("audit")
    .selectAll()
    .orderBy("id", "desc")
    .limit(PAGE + 1);
  if (before !== undefined) query = query.where("id", "<", before);
  const rows = await query.execute();
  const entries = rows.slice(0, PAGE);
  return { entries, next: rows.length > PAGE ? entries.at(-1)!.id : undefined };
}
