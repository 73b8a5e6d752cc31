/** Signs of an office that are no answer in public: it has given one that is not published, or not yet. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { TIME_ZONE } from "../../words/format.ts";

export interface Acknowledged {
  memberId: number;
  demandId: number;
  /** The last sign of it, `YYYY-MM-DD`. */
  on: string;
}

/** One row a member and demand. @param of whose, or of which demand; all without it */
export async function listAcknowledged(
  db: Db,
  of: { memberId?: number; demandId?: number } = {},
): Promise<Acknowledged[]> {
  const { rows } = await sql<Acknowledged>`
    select g.member_id as "memberId", g.demand_id as "demandId",
           to_char(max(v.given_at) at time zone ${TIME_ZONE}, 'YYYY-MM-DD') as on
      from given_answer g join given_version v on v.answer_id = g.id
     where g.published is null
       and (${of.memberId ?? null}::int is null or g.member_id = ${of.memberId ?? null})
       and (${of.demandId ?? null}::int is null or g.demand_id = ${of.demandId ?? null})
     group by g.member_id, g.demand_id`.execute(db);
  return rows;
}
