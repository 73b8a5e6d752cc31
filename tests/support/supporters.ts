/** Lists of people to be invited, for tests. */
import type { Db } from "#db/connection.ts";

/** A list that was read and holds nobody. @returns its id */
export async function inviteList(db: Db, demandId: number, now: Date): Promise<number> {
  const { id } = await db
    .insertInto("invite_list")
    .values({
      ...{ demand_id: demandId, locale: "en", per_hour: 60, organiser_id: null, created_at: now },
      ...{ collector: "the Trades Council", collected: "May 2026", wording: "Write to me" },
      ...{ addresses: 12, set_aside: 0, unreadable: 1, unreadable_lines: [7] },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
