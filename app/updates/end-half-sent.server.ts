/** Ends updates that are half sent, where nobody can say any more who had their turn. */
import type { Db } from "#db/connection.ts";

/** How far one has come is told by the order of signers' names. @returns how many end */
export async function endHalfSent(tx: Db): Promise<number> {
  const rows = await tx
    .updateTable("supporter_update")
    .set({ passed: null, all_passed: true })
    .where("passed", "is not", null)
    .returning("id")
    .execute();
  return rows.length;
}
