/** How long the sets of bulk works are kept. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { SET_KEPT, UNDO_KEPT } from "./bulk.ts";

/** A set that nobody wanted goes after a day, that of a work when it can be undone no more. */
export async function forgetSets(db: Db, now: Date): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age);
  await db
    .updateTable("review")
    .set({ state: "dropped", finished_at: now, seen: null })
    .where("state", "in", ["finding", "found"])
    .where("begun_at", "is", null)
    .where("created_at", "<", before(SET_KEPT))
    .execute();
  // whoever undoes one at this moment is waited for, and keeps its set
  await sql`
    with past as (
      select id from review
       where state in ('dropped', 'undone')
          or state in ('done', 'cancelled') and finished_at < ${before(UNDO_KEPT)}
       order by id for no key update
    )
    delete from review_signature r using past where r.review_id = past.id`.execute(db);
  await db
    .deleteFrom("review")
    .where("state", "=", "dropped")
    .where("finished_at", "<", before(UNDO_KEPT))
    .execute();
}
