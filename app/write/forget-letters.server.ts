/** Erases letters four weeks after they left; what stays for two more days is that there was one. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import { heedNoneHeld, type HeldTasks } from "./held/tell-held.server.ts";
import { REST_DAYS } from "./writer.server.ts";

const DAY = 86_400_000;
const TYPED_DAYS = 7;
const KEPT_DAYS = 28;

/** True of a letter `o` about a demand whose people are forgotten. */
const isForgotten = sql<boolean>`
  o.demand_id in (select demand_id from demand_retention where ended_at is not null)`;

/**
 * Every night. One that was never confirmed goes after a week. A row without its text outlives it until its
 * writer may write again, and is then but a number of its place.
 */
export async function forgetLetters(db: Db, tasks: HeldTasks, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY);
  await db
    .deleteFrom("own_letter")
    .where("state", "=", "typed")
    .where("created_at", "<", before(TYPED_DAYS))
    .execute();
  await sql`
    update own_letter set letter = null, sketch = null
     where letter is not null and coalesce(left_at, confirmed_at) < ${before(KEPT_DAYS)}`.execute(
    db,
  );
  await takeBackForgotten(db);
  await sql`
    with gone as (
      delete from own_letter o
       where (letter is null and confirmed_at < ${before(REST_DAYS)}) or ${isForgotten}
      returning demand_id, area_code, state = 'left' and not rehearsal as counts
    )
    insert into own_letter_past as p (demand_id, area_code, letters)
    select demand_id, area_code, count(*)::int from gone where counts
     group by demand_id, area_code order by demand_id, area_code
    on conflict (demand_id, area_code) do update set letters = p.letters + excluded.letters`.execute(
    db,
  );
  await heedNoneHeld(db, tasks, now);
}

/** What has not left about a demand that closed so long ago does not leave any more. */
async function takeBackForgotten(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ mail_id: string | null }>`
      select o.mail_id from own_letter o where ${isForgotten} order by o.id for update`.execute(tx);
    await takeBack(
      tx,
      rows.flatMap((row) => row.mail_id ?? []),
    );
  });
}
