/** What is being signed now. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Open demands with their signatures of the last full hour of the clock and the running one, most first. */
export async function listTrending(
  db: Db,
  now: Date,
): Promise<{ id: number; title: string; count: number }[]> {
  const { rows } = await sql<{ id: number; title: string; count: number }>`
    select d.id, t.title, sum(h.signature_count)::int as count
      from tally_hour h
      join demand d on d.id = h.demand_id and d.state = 'open'
      join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'
     where h.hour >= date_trunc('hour', ${now}::timestamptz, 'UTC') - interval '1 hour'
       and h.signature_count > 0
     group by d.id, t.title
     order by count desc, d.id`.execute(db);
  return rows;
}
