/** Signings whose links nobody has opened yet. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { leastUuid, SIGNING_DAYS } from "#db/partitions.ts";

import { isConfirmed } from "./set-aside.server.ts";

/** Each is looked up, and this is asked every few seconds. */
const MOST = 10_000;

/** @returns how many wait, `of` so many: all that still can be confirmed, or the latest of them */
export async function countWaiting(
  db: Db,
  now: Date,
  most = MOST,
): Promise<{ waiting: number; of: number; isAll: boolean }> {
  const oldest = leastUuid(new Date(now.getTime() - SIGNING_DAYS * 86_400_000));
  const { rows } = await sql<{ waiting: number; of: number }>`
    with s as materialized (
      select signer_key, demand_ids, created_at from signing
       where id >= ${oldest}::uuid order by id desc limit ${most}
    ), confirmed as (
      -- grouped by its key, a signer's are found by it
      select count(*) as number
        from s
        cross join lateral (
          select g.signer_key from signature g
           where g.signer_key = s.signer_key and g.demand_id = any (s.demand_ids) and ${isConfirmed}
           group by g.signer_key
        ) g
    )
    select (count(*) - (select number from confirmed))::int as waiting, count(*)::int as of
      from s`.execute(db);
  const { waiting, of } = rows[0]!;
  return { waiting, of, isAll: of < most };
}
