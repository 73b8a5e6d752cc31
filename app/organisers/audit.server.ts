/** Whatever an organiser changes is written down in the same transaction. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database } from "#db/schema.ts";

import type { Change, Deed } from "../words/deed.ts";
import type { AuditFilter } from "./audit/filter.ts";
import { matching } from "./audit/matching.server.ts";

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

/**
 * The newest record of what was done to something: who would do more says which one they knew.
 * @param besides an action that changes nothing of it
 * @returns 0 where nothing was done yet
 */
export async function lastRecord(db: Db, subject: string, besides: string): Promise<number> {
  const row = await db
    .selectFrom("audit")
    .select("id")
    .where("subject", "=", subject)
    .where("action", "<>", besides)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** The last hundred times that this was done to something, newest first. */
export async function listRecords(db: Db, subject: string, action: string) {
  return db
    .selectFrom("audit")
    .select(["at", "organiser_id", "after"])
    .where("subject", "=", subject)
    .where("action", "=", action)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
}

/** The last hundred things that were done to this, or to a part of it (`member 3, troops`), newest first. */
export async function listRecordsOf(db: Db, subject: string) {
  return db
    .selectFrom("audit")
    .select(["id", "at", "organiser_id", "action", "subject", "before", "after"])
    .where((eb) =>
      eb.or([
        eb("subject", "=", subject),
        // by the index's order: what comes right after the comma
        eb.and([eb("subject", ">=", `${subject}, `), eb("subject", "<", `${subject},!`)]),
      ]),
    )
    .orderBy("id", "desc")
    .limit(100)
    .execute();
}

const PAGE = 100;

/**
 * A page of the log, newest first.
 * @param before only older ones than the entry of this id
 * @param filter only what it asks for
 */
export async function listAudit(db: Db, before?: number, filter: Partial<AuditFilter> = {}) {
  let query = db
    .selectFrom("audit")
    .selectAll()
    .where((eb) => eb.and(matching(filter)))
    .orderBy("id", "desc")
    .limit(PAGE + 1);
  if (before !== undefined) query = query.where("id", "<", before);
  const rows = await query.execute();
  const entries = rows.slice(0, PAGE);
  return { entries, next: rows.length > PAGE ? entries.at(-1)!.id : undefined };
}
