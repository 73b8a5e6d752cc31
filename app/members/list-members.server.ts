/** Members of the legislature, now and formerly. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

interface MemberView {
  id: number;
  name: string;
  fullTitle: string;
  party: string;
  /** The seat held now; null for those who hold none any more. */
  code: string | null;
  area: string | null;
}

const columns = sql`
  select m.id, m.name, m.full_title as "fullTitle", m.party, a.code, a.name as area
    from member m
    left join membership s on s.member_id = m.id and s.ended_on is null
    left join area a on a.code = s.area_code`;

/** Those who hold a seat, by the name of their constituency. */
export async function listMembers(db: Db): Promise<MemberView[]> {
  const { rows } = await sql<MemberView>`
    ${columns}
     where s.member_id is not null
     order by a.name`.execute(db);
  return rows;
}

export async function getMember(db: Db, id: number): Promise<MemberView | undefined> {
  const { rows } = await sql<MemberView>`${columns} where m.id = ${id}`.execute(db);
  return rows[0];
}

/** The seat that somebody held last who holds none any more. */
export async function getFormerSeat(
  db: Db,
  memberId: number,
): Promise<{ code: string; area: string } | undefined> {
  return db
    .selectFrom("membership")
    .innerJoin("area", "area.code", "membership.area_code")
    .select(["area.code", "area.name as area"])
    .where("member_id", "=", memberId)
    .orderBy("ended_on", "desc")
    .limit(1)
    .executeTakeFirst();
}
