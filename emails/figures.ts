/** How mail stands: what waits, and what went wrong. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { leastUuid } from "#db/partitions.ts";

export interface QueueFigures {
  /** Mails that have not left: queued, or in a batch that is being sent. */
  length: number;
  /** Since when the one that waits longest could have left; null when none could yet. */
  oldest: Date | null;
}

const day = 86_400_000;

/** The queue, derived here for whoever shows it. */
export async function queueFigures(db: Db, now: Date): Promise<QueueFigures> {
  const { rows } = await sql<QueueFigures>`
    select count(*)::int as length,
           min(not_before) filter (where not_before <= ${now}) as oldest from (
      select not_before from mail_message
       where batch_id is null and state = 'queued'
      union all
      select m.not_before from mail_batch b join mail_message m on m.id = any (b.message_ids)
       where b.state = 'open' and m.state = 'sending') waiting`.execute(db);
  return rows[0]!;
}

/** How many mails made in the last 24 hours have a problem, being tried again or for good. */
export async function countProblems(db: Db, now: Date): Promise<number> {
  const { problems } = await db
    .selectFrom("mail_message")
    .select((eb) => eb.fn.countAll<number>().as("problems"))
    .where("problem", "is not", null)
    .where("id", ">", leastUuid(new Date(now.getTime() - day)))
    .executeTakeFirstOrThrow();
  return problems;
}

/** Mails of the last seven days that failed, bounced, were marked as spam, or of which nobody knows. */
export async function countTrouble(db: Db, now: Date) {
  return db
    .selectFrom("mail_message")
    .select((eb) => {
      const of = (state: "failed" | "bounced" | "complained" | "unknown") =>
        eb.fn.countAll<number>().filterWhere("state", "=", state).as(state);
      return [of("failed"), of("bounced"), of("complained"), of("unknown")];
    })
    .where("problem", "is not", null)
    .where("settled_at", ">", new Date(now.getTime() - 7 * day))
    .executeTakeFirstOrThrow();
}
