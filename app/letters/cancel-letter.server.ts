/** Stops a letter for good. */
import { sql, type Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import { moveCopies } from "./move-copies.server.ts";
import { moveLetter } from "./move-letter.server.ts";
import { unscheduled } from "./unscheduled.ts";
import { takeBackCopies } from "./leaving/take-back-copies.server.ts";

/** What has left has left; every other copy is left out for good. */
export async function cancelLetter(
  tx: Transaction<Database>,
  id: number,
  now: Date,
): Promise<Deed> {
  return moveLetter(tx, id, "cancel", async () => {
    await takeBackCopies(tx, id);
    await moveCopies(tx, "cancelled", sql`copy.letter_id = ${id} and copy.state = 'waiting'`);
    return { set: { finished_at: now, ...unscheduled } };
  });
}
