/** Holds a letter as it is, before what was seen of it is compared. */
import type { Transaction } from "kysely";

import type { Database, LetterState } from "#db/schema.ts";

/** Until the transaction ends nothing is done to it. @returns its state */
export async function lockLetter(tx: Transaction<Database>, id: number): Promise<LetterState> {
  const { state } = await tx
    .selectFrom("letter")
    .select("state")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return state;
}
