/** Who may stand in an export, in SQL. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { isBarred, listBarred } from "#emails/suppression.ts";

import { readers } from "../../signatures/retention/readers.ts";

/** True of a signature `s` that is counted, and whose signer wants to hear what comes of it. */
export const isConsenting = sql<boolean>`(s.updates and s.set_aside is null)`;

/** True of an exported supporter `e` of whom a list said that they are to be removed, and was written to its end. */
export const wasTold = sql<boolean>`
  exists (select from supporter_export r where r.id = e.removal_id and r.ended_at is not null)`;

/**
 * For a `with`: ids of those of the step `asked`, exported supporters of whom no list has said so, whom somebody has to
 * remove: of what they were exported for something stands no more.
 */
export const toBeRemoved = (now: Date): RawBuilder<unknown> => sql`
  standing as (
    select a.external_id, a.signer_key
      from asked a
     cross join lateral (
       select s.signer_key, array_agg(s.demand_id) as demand_ids from ${readers} s
        where s.signer_key = a.signer_key and ${isConsenting}
        group by s.signer_key) s
     where s.demand_ids @> a.demand_ids
  ), due as (
    select external_id from asked
    except
    select s.external_id from standing s where not ${isBarred("s.signer_key", now)}
  )`;

/** How many are to be removed from where they were exported to. */
export async function countToBeRemoved(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with asked as materialized (
      select e.external_id, e.signer_key, e.demand_ids from exported_supporter e where not ${wasTold}
    ), ${toBeRemoved(now)}
    select count(*)::int as count from due`.execute(db);
  return rows[0]!.count;
}

/** By demand, how many consent; who has signed several is in each. */
export async function countConsenting(db: Db, now: Date): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    with barred as materialized (${listBarred(now)})
    select s.demand_id as id, count(*)::int as count
      from signature s left join barred b on b.signer_key = s.signer_key
     where ${isConsenting} and b.signer_key is null
     group by s.demand_id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
