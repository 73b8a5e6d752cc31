/** Letters whose mails were taken back before they left wait for their turn again. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** The outbox has taken these mails back by itself: they have surely not left. */
export async function heedOwnBack(tx: Db, mails: readonly string[]): Promise<void> {
  await sql`
    update own_letter set state = 'waiting', mail_id = null
     where mail_id = any (${mails}::uuid[])`.execute(tx);
}
