/** Who may stand in an export, in SQL. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { isBarred } from "#emails/suppression.ts";

import { readers } from "../../signatures/retention/readers.ts";

/** True of a signature `s` that is counted, and whose signer wants to hear what comes of it. */
export const isConsenting = sql<boolean>`(s.updates and s.set_aside is null)`;

/** True of an exported supporter `e` of whom a list said that they are to be removed, and was written to its end. */
export const wasTold = sql<boolean>`
  exists (select from supporter_export r where r.id = e.removal_id and r.ended_at is not null)`;

/**
 * True of an exported supporter `e` whom somebody has to remove: of what they were exported for something
 * stands no more, and no list that was written to its end has said so.
 */
export const isToBeRemoved = (now: Date) => sql<boolean>`
  (not ${wasTold}
   and (e.signer_key is null or ${isBarred("e.signer_key", now)}
        or exists (select from unnest(e.demand_ids) as d (id)
             where not exists (select true from ${readers} s
               where s.signer_key = e.signer_key and s.demand_id = d.id and ${isConsenting}))))`;

/** How many are to be removed from where they were exported to. */
export async function countToBeRemoved(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from exported_supporter e where ${isToBeRemoved(now)}`.execute(
    db,
  );
  return rows[0]!.count;
}

/** By demand, how many consent; who has signed several is in each. */
export async function countConsenting(db: Db, now: Date): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select s.demand_id as id, count(*)::int as count from signature s
     where ${isConsenting} and not ${isBarred("s.signer_key", now)}
     group by s.demand_id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
