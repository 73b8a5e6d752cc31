/** How many statements wait for a lock: on a cluster, where a row's machine holds it, those of all machines. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

export async function countWaiting(db: Db): Promise<number> {
  const { rows: views } = await sql<{ name: string }>`
    select coalesce(to_regclass('citus_stat_activity'), 'pg_stat_activity'::regclass)::text as name`.execute(
    db,
  );
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.raw(views[0]!.name)}
     where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows[0]!.n;
}
