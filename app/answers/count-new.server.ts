/** Answers of members that are news. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** A correction is none beside what it corrects. @param since a day, `YYYY-MM-DD`: those that were given on it or later */
export async function countAnswersSince(db: Db, since: string): Promise<number> {
  const { count } = await db
    .selectFrom("stance")
    .select(sql<number>`count(distinct (member_id, demand_id))`.as("count"))
    .where("stated_on", ">=", since)
    .where("stance", "<>", "no-answer")
    .executeTakeFirstOrThrow();
  return count;
}
