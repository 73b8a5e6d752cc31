/** Takes the sample's letter away, with its copies, and what its campaign told. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { sampled } from "./record.server.ts";

export async function removeLetters(tx: Db): Promise<void> {
  const theirs = sql`letter_id in ${sampled("letter")}`;
  // what went out again of one of them is of the sample too
  await sql`
    insert into sample_row (kind, id)
    select 'letter', letter_id from letter_repeat where repeat_of in ${sampled("letter")}
    on conflict do nothing`.execute(tx);
  await sql`select from letter where id in ${sampled("letter")} order by id for update`.execute(tx);
  await sql`delete from letter_repeat where ${theirs}`.execute(tx);
  await sql`delete from letter_try where ${theirs}`.execute(tx);
  await sql`delete from letter_copy where ${theirs}`.execute(tx);
  await sql`delete from letter_total where ${theirs}`.execute(tx);
  await sql`delete from letter_approval where ${theirs}`.execute(tx);
  await sql`delete from letter where id in ${sampled("letter")}`.execute(tx);
}

export async function removeNews(tx: Db): Promise<void> {
  await sql`delete from supporter_update where id in ${sampled("update")}`.execute(tx);
  await sql`delete from demand_update_text where update_id in ${sampled("entry")}`.execute(tx);
  await sql`delete from demand_update where id in ${sampled("entry")}`.execute(tx);
}
