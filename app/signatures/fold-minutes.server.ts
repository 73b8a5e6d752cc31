/** Minutes that nobody asks for any more become part of their hour. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Minutes are kept from here on: longer than trending looks back, so that clocks may differ. */
export const oldestMinute = (now: Date): RawBuilder<Date> =>
  sql`date_trunc('hour', ${now}::timestamptz - interval '2 hours', 'UTC')`;

/**
 * Adds older minutes to their hours. Safe beside itself and whoever signs or withdraws: a minute that
 * somebody holds is left for the next time, so nobody waits for a minute while holding an hour.
 */
export async function foldMinutes(db: Db, now: Date): Promise<void> {
  await sql`
    with old as (
      select demand_id, minute from tally_minute
       where minute < ${oldestMinute(now)}
       order by demand_id, minute for update skip locked
    ), gone as (
      delete from tally_minute t using old
       where t.demand_id = old.demand_id and t.minute = old.minute
      returning t.demand_id, date_trunc('hour', t.minute, 'UTC') as hour, t.signature_count
    )
    insert into tally_hour as t (demand_id, hour, signature_count)
    select demand_id, hour, sum(signature_count) from gone
     group by demand_id, hour order by demand_id, hour
    on conflict (demand_id, hour)
      do update set signature_count = t.signature_count + excluded.signature_count`.execute(db);
}
