/** What is being signed now. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { byTime } from "./by-time.ts";

/**
 * Open demands with the signatures confirmed within the last 60 minutes that stand, most first. The minute in
 * which the 60 began is counted whole.
 */
export async function listTrending(
  db: Db,
  now: Date,
): Promise<{ id: number; title: string; count: number }[]> {
  const { rows } = await sql<{ id: number; title: string; count: number }>`
    select d.id, t.title, sum(c.signature_count)::int as count
      from ${byTime} c
      join demand d on d.id = c.demand_id and d.state = 'open'
      join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'
     where c.at >= date_trunc('minute', ${now}::timestamptz) - interval '60 minutes'
     group by d.id, t.title
    having sum(c.signature_count) > 0
     order by count desc, d.id`.execute(db);
  return rows;
}
