/** A demand that was taken off the site while it was open is closed when it has not come back in time. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { FORGET_DAYS } from "../../campaign/closing/closing.ts";

/**
 * Every night: as of the day on which it was taken off, so that its people are forgotten like those of any that closed
 * then; one whose timeline does not say when, as of its last change. Brought back later it is closed.
 */
export async function closeRetired(db: Db, now: Date): Promise<void> {
  await sql`
    update demand d set closed_at = r.at
      from (select o.id, coalesce(max(u.created_at), o.updated_at) as at
              from demand o
              left join demand_update u on u.demand_id = o.id and u.kind = 'retired'
             where o.state = 'removed' and o.closed_at is null
             group by o.id) r
     where d.id = r.id and d.state = 'removed' and d.closed_at is null
       and r.at <= ${now}::timestamptz - make_interval(days => ${sql.lit(FORGET_DAYS)})`.execute(
    db,
  );
}
