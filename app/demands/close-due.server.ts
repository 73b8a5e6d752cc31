/** Closes demands on their day. */
import type { Db } from "#db/connection.ts";

/**
 * Closes every open demand whose closing time has come; it closed at that time, whenever this runs.
 * Rows are locked in the order of their ids, as confirming locks them, so that neither waits for
 * the other in a circle.
 */
export async function closeDue(db: Db, now: Date): Promise<void> {
  await db
    .with("due", (cte) =>
      cte
        .selectFrom("demand")
        .select("id")
        .where("state", "=", "open")
        .where("closes_at", "<=", now)
        .orderBy("id")
        .forNoKeyUpdate(),
    )
    .updateTable("demand")
    .from("due")
    .set((eb) => ({ state: "closed", closed_at: eb.ref("demand.closes_at"), updated_at: now }))
    .whereRef("demand.id", "=", "due.id")
    .execute();
}
