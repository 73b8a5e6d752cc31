/** How many were mailed a link for a demand and have not confirmed it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isConfirmed } from "./set-aside.server.ts";

/** Of the week that signings are kept; who asked several times is counted once. */
export async function countWaitingFor(db: Db, demandId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with s as materialized (
      select id, signer_key, created_at from signing where ${demandId} = any (demand_ids)
    ), confirmed as (
      -- grouped by its key, a signer's are found by it
      select s.id
        from s
        cross join lateral (
          select g.signer_key from signature g
           where g.signer_key = s.signer_key and g.demand_id = ${demandId} and ${isConfirmed}
           group by g.signer_key
        ) g
    )
    select count(distinct s.signer_key)::int as count
      from s left join confirmed c on c.id = s.id
     where c.id is null`.execute(db);
  return rows[0]!.count;
}
