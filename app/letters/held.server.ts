/** Whether letters' mails must stay. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

/** Whether all letters are stopped, for a page to say. */
export async function areStopped(db: Db): Promise<boolean> {
  const stopped = await db
    .selectFrom("legislature")
    .select("id")
    .where("letters_stopped", "=", true)
    .executeTakeFirst();
  return stopped !== undefined;
}

/** Whether all letters are stopped, and until the transaction ends this does not change. */
export async function holdStops(tx: Transaction<Database>): Promise<boolean> {
  const legislatures = await tx
    .selectFrom("legislature")
    .select("letters_stopped")
    .orderBy("id")
    .forShare()
    .execute();
  return legislatures.some(({ letters_stopped }) => letters_stopped);
}

/**
 * Whether any of these mails is a copy of a letter that is held or stopped. Until the transaction
 * ends none of the letters changes its state.
 */
export async function isAnyHeld(
  tx: Transaction<Database>,
  mails: readonly string[],
): Promise<boolean> {
  const stopped = await holdStops(tx);
  const letters = await tx
    .selectFrom("letter")
    .select("state")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("letter_copy")
        .select("letter_id")
        .where(sql<boolean>`mail_id = any (${mails}::uuid[])`),
    )
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return letters.some(({ state }) => stopped || (state !== "sending" && state !== "sent"));
}
