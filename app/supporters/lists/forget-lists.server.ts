/** Clears away what invitations leave: addresses in their time, who was invited after twelve months. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import { KEPT_DAYS, UNBEGUN_DAYS } from "./list.ts";
import { isBarred } from "./set-aside.server.ts";

const DAY = 86_400_000;

/** True of a list to a demand that closed so long ago that its people are forgotten. */
const isForgotten = sql<boolean>`
  demand_id in (select demand_id from demand_retention where ended_at is not null)`;

/**
 * Every night. A list that nobody began is thrown away, one whose addresses are too old ends; a mail of it that is
 * just leaving is settled as any other.
 */
export async function forgetLists(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY);
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable("invite_list")
      .set({ state: "dropped", finished_at: now })
      .where("state", "=", "read")
      .where("created_at", "<", before(UNBEGUN_DAYS))
      .execute();
    await tx
      .updateTable("invite_list")
      .set({ state: "cancelled", finished_at: now })
      .where("state", "in", ["running", "paused"])
      .where((eb) => eb.or([eb("created_at", "<", before(KEPT_DAYS - 1)), isForgotten]))
      .execute();
    await sql`
      delete from invite where mail_id is null and list_id in (
        select id from invite_list where state in ('dropped', 'cancelled'))`.execute(tx);
    // what has waited in the outbox for so long does not leave any more
    const { rows } = await sql<{ mail_id: string | null }>`
      delete from invite where list_id in (
        select id from invite_list where created_at < ${before(KEPT_DAYS)} or ${isForgotten})
      returning mail_id`.execute(tx);
    await takeBack(
      tx,
      rows.flatMap((row) => row.mail_id ?? []),
    );
  });
  await sql`delete from invited where not ${isBarred("invited", now)}`.execute(db);
}
