/** Takes the sample's members away, with what hangs on them alone. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { sampled } from "./record.server.ts";

/**
 * Whoever writes of one of them waits until it is over: a seat, an answer, a copy of a letter. First of all,
 * as long as nothing else is held.
 */
export async function holdMembers(tx: Db): Promise<void> {
  await sql`select from member where id in ${sampled("member")} order by id for update`.execute(tx);
}

/**
 * A member who was written to by a letter that stays keeps the name that stands in it, without a seat and
 * without an address: so what was really sent can still be read.
 */
export async function removeMembers(tx: Db): Promise<void> {
  const theirs = sql`member_id in ${sampled("member")}`;
  await sql`delete from stance where ${theirs}`.execute(tx);
  await sql`delete from given_answer where ${theirs}`.execute(tx);
  await sql`delete from do_not_write where ${theirs}`.execute(tx);
  await sql`delete from member_cadence where ${theirs}`.execute(tx);
  await sql`delete from letter_repeat where ${theirs}`.execute(tx);
  await sql`delete from member_contact where ${theirs}`.execute(tx);
  await sql`delete from membership where ${theirs}`.execute(tx);
  await sql`delete from letter_left_out where ${theirs}`.execute(tx);
  await sql`
    delete from member m
     where m.id in ${sampled("member")}
       and not exists (select from letter_copy c where c.member_id = m.id)`.execute(tx);
}
