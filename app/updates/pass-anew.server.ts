/** Has updates that are half sent go through their people from the beginning. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** In milliseconds: for so long it is kept whom an update was mailed to. */
const KNOWN = 13 * 86_400_000;

/**
 * Where signers are in another order now, in which it is told how far an update has come. Who has had it is passed
 * over; where that is not kept any more, it ends. @returns how many end
 */
export async function passAnew(tx: Db, now: Date): Promise<number> {
  const rows = await tx
    .updateTable("supporter_update")
    .set({
      passed: null,
      limited: 0,
      all_passed: sql<boolean>`begun_at < ${new Date(now.getTime() - KNOWN)}`,
    })
    .where("passed", "is not", null)
    .where("state", "<>", "cancelled")
    .returning("all_passed")
    .execute();
  return rows.filter(({ all_passed }) => all_passed).length;
}
