/** Whether letters' mails must stay. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Whether all letters are stopped. */
export async function areStopped(db: Db): Promise<boolean> {
  const stopped = await db
    .selectFrom("legislature")
    .select("id")
    .where("letters_stopped", "=", true)
    .executeTakeFirst();
  return stopped !== undefined;
}

/** Whether any of these mails is a copy of a letter that is held or stopped. */
export async function isAnyHeld(tx: Db, mails: readonly string[]): Promise<boolean> {
  const copies = await tx
    .selectFrom("letter_copy as c")
    .innerJoin("letter as l", "l.id", "c.letter_id")
    .select("l.state")
    .distinct()
    .where(sql<boolean>`c.mail_id = any (${mails}::uuid[])`)
    .execute();
  if (copies.some(({ state }) => state !== "sending" && state !== "sent")) return true;
  return copies.length > 0 && areStopped(tx);
}
