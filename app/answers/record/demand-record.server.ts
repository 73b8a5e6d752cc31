/** What all who sit now say of one demand, and whether they were asked. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { StanceKind } from "#db/schema.ts";

import { reachedStates } from "../../letters/public/asked.ts";
import { TIME_ZONE } from "../../words/format.ts";
import { listAcknowledged } from "./acknowledged.server.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface RecordRow {
  memberId: number;
  name: string;
  party: string;
  code: string;
  area: string;
  region: string;
  standing: Standing;
  /** Of the answer that stands; null where there is none. */
  said: { quote: string; source: string; isByLink: boolean; correctedOn: string | null } | null;
  askedOn: string | null;
  acknowledgedOn: string | null;
}

interface Stored extends Omit<RecordRow, "standing" | "said" | "acknowledgedOn"> {
  maybeAskedOn: string | null;
  stance: StanceKind | null;
  statedOn: string;
  quote: string;
  source: string;
  isByLink: boolean;
  correctedOn: string | null;
  isOnItsWay: boolean;
  lacksAddress: boolean;
}

/** By constituency. A rehearsal asks nobody. */
export async function readDemandRecord(db: Db, demandId: number): Promise<RecordRow[]> {
  const day = (moment: string) =>
    sql`to_char(${sql.raw(moment)} at time zone ${TIME_ZONE}, 'YYYY-MM-DD')`;
  const [{ rows }, acknowledged] = await Promise.all([
    sql<Stored>`
      with asked as (
        select c.member_id, max(l.counted_at) filter (where c.state = any (${reachedStates}::text[])) as at,
               max(l.counted_at) filter (where c.state = 'unknown') as maybe_at,
               coalesce(bool_or(c.state in ('waiting', 'queued')), false) as on_its_way,
               coalesce(bool_or(c.state = 'no-address'), false) as lacks_address
          from letter l join letter_copy c on c.letter_id = l.id
         where l.counted_at is not null and not l.rehearsal and ${demandId} = any (l.demand_ids)
         group by c.member_id
      ), said as (
        select distinct on (member_id) *
          from stance where demand_id = ${demandId}
         order by member_id, stated_on desc, id desc
      )
      select m.id as "memberId", m.name, m.party, a.code, a.name as area, a.region,
             s.stance, to_char(s.stated_on, 'YYYY-MM-DD') as "statedOn", s.quote, s.source,
             s.given_id is not null as "isByLink", ${day("s.corrected_at")} as "correctedOn",
             ${day("asked.at")} as "askedOn", ${day("asked.maybe_at")} as "maybeAskedOn",
             coalesce(asked.on_its_way, false) as "isOnItsWay",
             coalesce(asked.lacks_address, false) as "lacksAddress"
        from membership h
        join member m on m.id = h.member_id
        join area a on a.code = h.area_code
        left join asked on asked.member_id = m.id
        left join said s on s.member_id = m.id
       where h.ended_on is null
       order by a.name, m.id`.execute(db),
    listAcknowledged(db, { demandId }),
  ]);
  const signs = new Map(acknowledged.map(({ memberId, on }) => [memberId, on]));
  return rows.map((row) => {
    const { stance, statedOn, quote, source, isByLink, correctedOn, ...rest } = row;
    const { isOnItsWay, lacksAddress, maybeAskedOn, ...shown } = rest;
    const acknowledgedOn = signs.get(row.memberId) ?? null;
    const answer = stance && { stance, statedOn };
    const { askedOn } = row;
    return {
      ...shown,
      acknowledgedOn,
      standing: standingOf({
        ...{ answer, askedOn, maybeAskedOn, acknowledgedOn, isOnItsWay, lacksAddress },
      }),
      said: stance && { quote, source, isByLink, correctedOn },
    };
  });
}
