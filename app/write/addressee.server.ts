/** The member whom people in a constituency may write to, and the address that it reaches. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { standIn } from "../letters/letter.ts";
import { chooseAddress } from "../members/member.ts";

export interface Addressee {
  memberId: number;
  /** As the member is addressed. */
  member: string;
  areaCode: string;
  constituency: string;
  /** All letters are stopped. */
  isStopped: boolean;
}

/**
 * Who sits there now and may be written to in this way.
 * @param live mail goes to members' own addresses; else to stand-ins, which every member has
 */
export async function getAddressee(
  db: Db,
  areaCode: string,
  live: boolean,
): Promise<Addressee | undefined> {
  const { rows } = await sql<Addressee>`
    select m.id as "memberId", m.name as member, a.code as "areaCode", a.name as constituency,
           house.letters_stopped as "isStopped"
      from area a
      join membership s on s.area_code = a.code and s.ended_on is null
      join member m on m.id = s.member_id
      join legislature house on house.id = a.legislature_id
     where a.code = ${areaCode} and ${isRouteOpen("m.id")}`.execute(db);
  const [found] = rows;
  return found && (await addressFor(db, found.memberId, !live)) ? found : undefined;
}

/** True in SQL of a member who takes such letters and has not asked not to be written to. */
export const isRouteOpen = (member: string) => sql<boolean>`(
  not exists (select from do_not_write n where n.member_id = ${sql.ref(member)})
  and coalesce((select r.is_open from own_letter_route r where r.member_id = ${sql.ref(member)}), true))`;

/**
 * For a `with`: ids of those letters of the step `asked`, rows of `own_letter`, whose writer stands by the demand, which
 * is not withdrawn. Each signature is looked up by its key.
 */
export const signedOfAsked = sql`
  select l.id
    from (select a.id, a.demand_id, a.signer_key
            from asked a join demand d on d.id = a.demand_id and d.state in ('open', 'closed')) l
   cross join lateral (
     select s.signer_key from signature s
      where s.demand_id = l.demand_id and s.signer_key = l.signer_key and s.set_aside is null
      group by s.signer_key) s`;

/** Nothing is sent in earnest to a member whom the demo made up. */
export async function addressFor(
  db: Db,
  memberId: number,
  rehearsal: boolean,
): Promise<string | undefined> {
  if (rehearsal) return standIn(memberId);
  const contacts = await db
    .selectFrom("member_contact")
    .selectAll()
    .where("member_id", "=", memberId)
    .where(
      sql<boolean>`not exists (select from sample_row x where x.kind = 'member' and x.id = ${memberId})`,
    )
    .execute();
  return chooseAddress(contacts)?.email;
}
