/** Closes demands on their day. */
import type { Db } from "#db/connection.ts";

/** Closes every open demand whose closing time has come; it closed at that time, whenever this runs. */
export async function closeDue(db: Db, now: Date): Promise<void> {
  await db
    .updateTable("demand")
    .set((eb) => ({ state: "closed", closed_at: eb.ref("closes_at"), updated_at: now }))
    .where("state", "=", "open")
    .where("closes_at", "<=", now)
    .execute();
}
