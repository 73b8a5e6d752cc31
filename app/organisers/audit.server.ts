/** Whatever an organiser changes is written down in the same transaction. */
import type { Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import type { Database } from "#db/schema.ts";

import type { Change, Deed } from "../words/deed.ts";
import type { AuditFilter } from "./audit/filter.ts";
import { holdingWords, matching } from "./audit/matching.server.ts";

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
/** Words are looked for in so many entries at a time, so that a long log keeps nobody waiting. */
const LOOKED_THROUGH = 10_000;

/**
 * A page of the log, newest first.
 * @param before only older ones than the entry of this id
 * @param filter only what it asks for
 * @returns `next` for what is older, where there is something; words may not be in it
 */
export async function listAudit(
  db: Db,
  before?: number,
  filter: Partial<AuditFilter> = {},
  most = LOOKED_THROUGH,
) {
  const candidates = db
    .selectFrom("audit")
    .where((eb) => eb.and(matching(filter)))
    .$if(before !== undefined, (query) => query.where("id", "<", before!))
    .orderBy("id", "desc");
  const rows = await db
    .selectFrom(candidates.selectAll().limit(most).as("audit"))
    .selectAll()
    .where((eb) => eb.and(holdingWords(filter.q ?? "")))
    .orderBy("id", "desc")
    .limit(PAGE + 1)
    .execute();
  const entries = rows.slice(0, PAGE);
  if (rows.length > PAGE) return { entries, next: entries.at(-1)!.id };
  const last = await candidates
    .select("id")
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  return { entries, next: last?.id };
}
