/** Signs of an office that are no answer in public: an email of its own, or an answer that is not published, or not yet. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { TIME_ZONE } from "../../words/format.ts";

export interface Acknowledged {
  memberId: number;
  demandId: number;
  /** The last sign of it, `YYYY-MM-DD`. */
  on: string;
}

/**
 * One row a member and demand. Of emails only those of which it is sure that they are the member's, for nobody looks
 * before this is shown; whatever else they say. That a mail was opened is told by a program, unasked.
 * @param of whose, or of which demand; all without it
 */
export async function listAcknowledged(
  db: Db,
  of: { memberId?: number; demandId?: number } = {},
): Promise<Acknowledged[]> {
  const { rows } = await sql<Acknowledged>`
    select s.member_id as "memberId", s.demand_id as "demandId",
           to_char(max(s.at) at time zone ${TIME_ZONE}, 'YYYY-MM-DD') as on
      from (select g.member_id, g.demand_id, v.given_at as at
              from given_answer g join given_version v on v.answer_id = g.id
             where g.published is null
            union all
            select i.member_id, d.id, i.received_at
              from inbound_mail i join letter l on l.id = i.letter_id
             cross join unnest(l.demand_ids) as d (id)
             where i.kind in ('automatic', 'answer') and i.doubt is null
               and i.sign is distinct from 'receipt') s
     where (${of.memberId ?? null}::int is null or s.member_id = ${of.memberId ?? null})
       and (${of.demandId ?? null}::int is null or s.demand_id = ${of.demandId ?? null})
     group by s.member_id, s.demand_id`.execute(db);
  return rows;
}
