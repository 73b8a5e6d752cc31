/** Whose copy a draft is shown with, where nobody says whose. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** The member who sits where the most people have signed these demands; undefined where nobody sits. */
export async function mostSigned(
  db: Db,
  demandIds: readonly number[],
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select m.member_id as id
      from membership m
      left join (select place, sum(signature_count) as total from tally_place
                  where demand_id = any (${demandIds}::int[]) group by place) as t
        on t.place = m.area_code
     where m.ended_on is null
     order by t.total desc nulls last, m.member_id limit 1`.execute(db);
  return rows[0]?.id;
}
