/** What each member's copy tells, from the totals as they stand or as they were counted. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { listDemandsById } from "../demands/get-demand.server.ts";
import { SHOWN_FROM } from "../places/shown.ts";
import type { CopyFacts, DemandFacts } from "./text/fill.ts";
import { counts, isWritten } from "./copy-queries.server.ts";
import { ownWordsOf } from "./public/own-words.server.ts";

/** The place under which `letter_total` keeps the number of the whole demand. */
export const EVERYWHERE = "*";

/** Rows of (demand_id, place, signature_count), the whole demand's among them, as they stand now. */
export const liveTotals = (demandIds: readonly number[]): RawBuilder<unknown> => sql`
  select demand_id, place, signature_count from tally_place
   where demand_id = any (${demandIds}::int[])
  union all
  select id, ${EVERYWHERE}, signature_count from demand where id = any (${demandIds}::int[])`;

const countedTotals = (letterId: number) => sql`
  select demand_id, place, signature_count from letter_total where letter_id = ${letterId}`;

export interface Addressee {
  memberId: number;
  areaCode: string;
}

/** Of a letter, what its copies are made from. */
export interface Source {
  id: number;
  demandIds: readonly number[];
  /** Null before it is sent: then the totals are today's. */
  countedAt: Date | null;
  rehearsal: boolean;
}

interface FactRow extends Omit<DemandFacts, "title"> {
  memberId: number;
  member: string;
  constituency: string;
  electorate: number | null;
  demandId: number;
}

/** @returns by member's id */
export async function listCopyFacts(
  db: Db,
  letter: Source,
  addressees: readonly Addressee[],
): Promise<Map<number, CopyFacts>> {
  const { id, demandIds, countedAt, rehearsal } = letter;
  const members = addressees.map(({ memberId }) => memberId);
  const areas = addressees.map(({ areaCode }) => areaCode);
  const { rows } = await sql<FactRow>`
    with totals as materialized (${countedAt ? countedTotals(id) : liveTotals(demandIds)}),
    standing as materialized (
      select a.code, d.id as demand_id, coalesce(t.signature_count, 0) as here,
             rank() over (partition by d.id, a.legislature_id
                          order by coalesce(t.signature_count, 0) desc)::int as rank,
             count(*) over (partition by d.id, a.legislature_id)::int as areas,
             count(*) over (partition by d.id, a.legislature_id,
                            coalesce(t.signature_count, 0)) > 1 as joint
        from area a
       cross join unnest(${demandIds}::int[]) as d (id)
        left join totals t on t.demand_id = d.id and t.place = a.code
    )
    select m.id as "memberId", m.name as member, a.name as constituency, a.electorate,
           s.demand_id as "demandId", s.here, s.rank, s.areas, s.joint,
           n.signature_count as total,
           case when last.signature_count is not null
                then greatest(n.signature_count - last.signature_count, 0) end as "sinceLast",
           case when s.here >= ${SHOWN_FROM} and last.here >= ${SHOWN_FROM}
                then greatest(s.here - last.here, 0) end as "sinceLastHere",
           ${ownWordsOf(sql`s.demand_id`, sql`a.code`)} as "ownWords"
      from unnest(${members}::int[], ${areas}::text[]) as r (member_id, area_code)
      join member m on m.id = r.member_id
      join area a on a.code = r.area_code
      join standing s on s.code = r.area_code
      join totals n on n.demand_id = s.demand_id and n.place = ${EVERYWHERE}
      left join lateral (
        select t.signature_count, coalesce(h.signature_count, 0) as here
          from letter_copy c
          join letter l on l.id = c.letter_id
          join letter_total t on t.letter_id = l.id and t.place = ${EVERYWHERE}
                             and t.demand_id = s.demand_id
          left join letter_total h on h.letter_id = l.id and h.place = r.area_code
                                  and h.demand_id = s.demand_id
         where c.member_id = m.id and ${isWritten} and l.id <> ${id}
           and ${counts(rehearsal)}
           and l.counted_at < coalesce(${countedAt}::timestamptz, 'infinity')
         order by l.counted_at desc limit 1
      ) last on true
     order by array_position(${demandIds}::int[], s.demand_id)`.execute(db);
  const demands = await listDemandsById(db, demandIds, "en");
  const titles = new Map(demands.map(({ id, title }) => [id, title]));
  const facts = new Map<number, CopyFacts & { demands: DemandFacts[] }>();
  for (const row of rows) {
    const { memberId, member, constituency, electorate, demandId, ...numbers } = row;
    const copy = facts.get(memberId) ?? { member, constituency, electorate, demands: [] };
    copy.demands.push({ ...numbers, title: titles.get(demandId) ?? "" });
    facts.set(memberId, copy);
  }
  return facts;
}
