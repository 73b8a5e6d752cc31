/** How many have signed where a member chose a number, now and when the member was last written to. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { counts, isWritten } from "../copy-queries.server.ts";
import type { Standing } from "./cadence.ts";

export interface MemberStanding extends Standing {
  memberId: number;
  areaCode: string;
  demandId: number;
  /** The letter of the member's last copy about the demand; 0 where there was none. */
  after: number;
}

/**
 * Of every member who sits and chose a number, to each of these demands. A copy that went out again by itself counts
 * whatever became of it, so that one that was stopped does not come back at once.
 * @param ask.besides a letter that does not count
 * @param ask.member that one alone
 */
export async function listStandings(
  db: Db,
  ask: {
    demandIds: readonly number[];
    rehearsal: boolean;
    besides?: number;
    member?: number | undefined;
  },
): Promise<MemberStanding[]> {
  const { demandIds, rehearsal, besides = 0, member = null } = ask;
  const { rows } = await sql<MemberStanding>`
    with choosing as materialized (
      select f.member_id, f.threshold, s.area_code
        from member_cadence f
        join membership s on s.member_id = f.member_id and s.ended_on is null
       where f.choice = 'threshold' and (${member}::int is null or f.member_id = ${member})
    ),
    last as materialized (
      select distinct on (c.member_id, demand_id) c.member_id, demand_id, l.id as letter_id
        from letter l
        join letter_copy c on c.letter_id = l.id
        join choosing on choosing.member_id = c.member_id
       cross join unnest(l.demand_ids) as demand_id
       where l.counted_at is not null and l.id <> ${besides} and ${counts(rehearsal)}
         and demand_id = any (${demandIds}::int[])
         and (${isWritten} or exists (select from letter_repeat r where r.letter_id = l.id))
       order by c.member_id, demand_id, l.counted_at desc, l.id desc
    )
    select choosing.member_id as "memberId", choosing.area_code as "areaCode", choosing.threshold,
           d.id as "demandId", coalesce(last.letter_id, 0) as after,
           coalesce(t.signature_count, 0) as here, coalesce(was.signature_count, 0) as "atLast"
      from choosing
     cross join unnest(${demandIds}::int[]) as d (id)
      left join last on last.member_id = choosing.member_id and last.demand_id = d.id
      left join tally_place t on t.demand_id = d.id and t.place = choosing.area_code
      left join letter_total was on was.letter_id = last.letter_id and was.demand_id = d.id
                                and was.place = choosing.area_code
     order by choosing.member_id, d.id`.execute(db);
  return rows;
}
