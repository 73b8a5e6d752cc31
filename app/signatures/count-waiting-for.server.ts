/** How many were mailed a link for a demand and have not confirmed it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isConfirmed } from "./set-aside.server.ts";

/** Of the week that signings are kept; who asked several times is counted once. */
export async function countWaitingFor(db: Db, demandId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct s.signer_key)::int as count
      from signing s
     where ${demandId} = any (s.demand_ids)
       and not exists (select from signature g
                        where g.demand_id = ${demandId} and g.signer_key = s.signer_key
                          and ${isConfirmed})`.execute(db);
  return rows[0]!.count;
}
