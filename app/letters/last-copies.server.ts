/** The last letter to each of many members, and what became of the copy. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { CopyState } from "#db/schema.ts";

import { counts, isWritten } from "./copy-queries.server.ts";

export interface LastCopy {
  memberId: number;
  letterId: number;
  /** The seat of the copy, by its GSS code. */
  areaCode: string;
  countedAt: Date;
  demandIds: number[];
  state: CopyState;
  /** Of this letter or one before: the member was written to. */
  written: boolean;
}

/**
 * Of these members, those who are on a letter that was counted and is no rehearsal, in the order of
 * their ids: one row a member, however many letters there are.
 */
export async function listLastCopies(db: Db, memberIds: readonly number[]): Promise<LastCopy[]> {
  if (memberIds.length === 0) return [];
  // the fences keep the order of the letters, so that the first copy found ends a member's search
  const { rows } = await sql<LastCopy>`
    with counted as materialized (
      select id, counted_at, demand_ids from letter l
       where counted_at is not null and ${counts(false)}
       order by counted_at desc, id desc
    )
    select last.member_id as "memberId", last.letter_id as "letterId", last.area_code as "areaCode",
           last.counted_at as "countedAt", last.demand_ids as "demandIds", last.state,
           exists (select from letter_copy c join counted l on l.id = c.letter_id
                    where c.member_id = last.member_id and ${isWritten}) as written
      from unnest(${memberIds}::int[]) as asked (member_id)
     cross join lateral (
       select copy.*, l.counted_at, l.demand_ids
         from counted l
        cross join lateral (
          select * from letter_copy
           where letter_id = l.id and member_id = asked.member_id
          offset 0
        ) copy
        order by l.counted_at desc, l.id desc
        limit 1
     ) last
     order by last.member_id`.execute(db);
  return rows;
}
