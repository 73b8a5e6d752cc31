/** Constituencies with who represents them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { SHOWN_FROM } from "../places/shown.ts";

interface Seat {
  code: string;
  area: string;
  nameCy: string | null;
  region: string;
  electorate: number | null;
  hexQ: number | null;
  hexR: number | null;
  /**
   * Signatures of the demands that five or more people there have signed: with the others in the
   * sum, their small numbers could be worked out.
   */
  count: number;
  /** Of the demand that most people there have signed; a share is never of the sum, which counts them again. */
  most: number;
  member: { id: number; name: string; fullTitle: string; party: string } | undefined;
}

/** All seats by name, with the sum of their signatures. */
export async function listSeats(db: Db): Promise<Seat[]> {
  return selectSeats(db, sql`true`);
}

export async function getSeat(db: Db, code: string): Promise<Seat | undefined> {
  return (await selectSeats(db, sql`a.code = ${code}`))[0];
}

async function selectSeats(db: Db, where: ReturnType<typeof sql>): Promise<Seat[]> {
  const { rows } = await sql<Omit<Seat, "member"> & MemberColumns>`
    select a.code, a.name as area, a.name_cy as "nameCy", a.region, 
           a.electorate, a.hex_q as "hexQ", a.hex_r as "hexR", coalesce(t.count, 0) as count,
           coalesce(t.most, 0) as most,
           m.id, m.name, m.full_title as "fullTitle", m.party
      from area a
      left join (select tp.place, sum(tp.signature_count)::int as count,
                        max(tp.signature_count) as most
                   from tally_place tp
                   join demand d on d.id = tp.demand_id and d.state in ('open', 'closed')
                  where tp.signature_count >= ${SHOWN_FROM} group by tp.place) t
        on t.place = a.code
      left join membership s on s.area_code = a.code and s.ended_on is null
      left join member m on m.id = s.member_id
     where ${where}
     order by a.name`.execute(db);
  return rows.map(({ id, name, fullTitle, party, ...seat }) => ({
    ...seat,
    member: id === null ? undefined : { id, name, fullTitle, party },
  }));
}

/** All null together where the seat is vacant. */
interface MemberColumns {
  id: number | null;
  name: string;
  fullTitle: string;
  party: string;
}
