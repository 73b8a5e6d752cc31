/** What became of the letters to a member, for the public pages. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { CopyState } from "#db/schema.ts";

import { copyLife, type Delivery } from "./copy-life.ts";
import { counts } from "./copy-queries.server.ts";
import { readableSubject } from "./text/fields.ts";

export interface MemberLetter {
  memberId: number;
  letterId: number;
  /** The seat of the copy, by its GSS code. */
  areaCode: string;
  /** Readable, without fields. */
  subject: string;
  countedAt: Date;
  /** The member was not written to, whatever became of the copy. */
  rehearsal: boolean;
  delivery: Delivery;
}

/** Every letter that was sent to this member (or to all), rehearsals among them, newest first. */
export async function listMemberLetters(db: Db, memberId?: number): Promise<MemberLetter[]> {
  let query = db
    .selectFrom("letter_copy as c")
    .innerJoin("letter as l", "l.id", "c.letter_id")
    .select(["c.member_id as memberId", "c.area_code as areaCode"])
    .select(["l.id as letterId", "l.subject", "c.state"])
    .select("l.rehearsal")
    .select((eb) => eb.ref("l.counted_at").$notNull().as("countedAt"))
    .where("l.counted_at", "is not", null)
    .orderBy("l.counted_at", "desc")
    .orderBy("l.id", "desc");
  if (memberId !== undefined) query = query.where("c.member_id", "=", memberId);
  const rows = await query.execute();
  return rows.map(({ state, subject, ...row }) => ({
    ...row,
    subject: readableSubject(subject),
    delivery: copyLife[state].public,
  }));
}

/** The last letter to one of many members: one row a member, however many letters there are. */
interface LastLetter {
  memberId: number;
  letterId: number;
  areaCode: string;
  countedAt: Date;
  delivery: Delivery;
}

/** Of these members, those who are on a letter that was counted and is no rehearsal, in the order of their ids. */
export async function listLastLetters(db: Db, memberIds: readonly number[]): Promise<LastLetter[]> {
  if (memberIds.length === 0) return [];
  // the fences keep the order of the letters, so that the first copy found ends a member's search
  const { rows } = await sql<Omit<LastLetter, "delivery"> & { state: CopyState }>`
    with counted as materialized (
      select id, counted_at from letter l
       where counted_at is not null and ${counts(false)}
       order by counted_at desc, id desc
    )
    select c.member_id as "memberId", c.letter_id as "letterId", c.counted_at as "countedAt",
           c.state, c.area_code as "areaCode"
      from unnest(${memberIds}::int[]) as asked (member_id)
     cross join lateral (
       select copy.*, l.counted_at
         from counted l
        cross join lateral (
          select * from letter_copy
           where letter_id = l.id and member_id = asked.member_id
          offset 0
        ) copy
        order by l.counted_at desc, l.id desc
        limit 1
     ) c
     order by c.member_id`.execute(db);
  return rows.map(({ state, ...row }) => ({ ...row, delivery: copyLife[state].public }));
}
