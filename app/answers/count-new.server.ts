/** Answers of members that are news. */
import type { Db } from "#db/connection.ts";

/** @param since a day, `YYYY-MM-DD`: those that were given on it or later */
export async function countAnswersSince(db: Db, since: string): Promise<number> {
  const { count } = await db
    .selectFrom("stance")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("stated_on", ">=", since)
    .where("stance", "<>", "no-answer")
    .executeTakeFirstOrThrow();
  return count;
}
