/** Has sets that are being looked for looked for from their beginning. */
import type { Db } from "#db/connection.ts";

/** Where signers are in another order now: what was looked through is told by the first byte of their names. */
export async function findAnew(tx: Db): Promise<void> {
  const finding = await tx
    .updateTable("review")
    .set({ done: 0 })
    .where("state", "=", "finding")
    .returning("id")
    .execute();
  const ids = finding.map(({ id }) => id);
  if (ids.length > 0)
    await tx.deleteFrom("review_signature").where("review_id", "in", ids).execute();
}
