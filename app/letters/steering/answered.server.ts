/** Which members have answered since a letter was counted. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { dayOf } from "../../words/format.ts";
import type { Letter } from "../letter.ts";

/** By member, the first day (`YYYY-MM-DD`) on which they said where they stand on one of the letter's demands. */
export async function listAnswered(
  db: Db,
  { id, demandIds, countedAt }: Letter,
): Promise<Map<number, string>> {
  if (!countedAt) return new Map();
  const { rows } = await sql<{ member: number; day: string }>`
    select s.member_id as member, min(s.stated_on)::text as day
      from letter_copy c
      join stance s on s.member_id = c.member_id
     where c.letter_id = ${id} and s.demand_id = any (${demandIds}::int[])
       and s.stance <> 'no-answer' and s.stated_on >= ${dayOf(countedAt)}::date
     group by s.member_id`.execute(db);
  return new Map(rows.map(({ member, day }) => [member, day]));
}
