/** What the member answered, as the letter's writer says it two weeks later; correctable while it is kept. */
import type { Db } from "#db/connection.ts";
import type { OwnLetterOutcome } from "#db/schema.ts";

export const OUTCOMES = ["answered", "acknowledged", "none"] as const;

/** @returns whether the letter was asked about */
export async function sayOutcome(db: Db, id: string, outcome: OwnLetterOutcome): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("own_letter")
    .set({ outcome })
    .where("id", "=", id)
    .where("asked_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
