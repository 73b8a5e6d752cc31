/** How many were mailed a link for a demand and have not confirmed it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isConfirmed } from "./set-aside.server.ts";

/** Of the week that signings are kept; who asked several times is counted once. */
export async function countWaitingFor(db: Db, demandId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with s as (
      select id, signer_key, created_at from signing where ${demandId} = any (demand_ids)
    ), confirmed as (
      select s.id
        from s join signature g on g.signer_key = s.signer_key and g.demand_id = ${demandId}
       where ${isConfirmed}
    )
    select count(distinct signer_key)::int as count from s
     where id not in (select id from confirmed)`.execute(db);
  return rows[0]!.count;
}
