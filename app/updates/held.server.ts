/** Whether mails of updates must stay. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isClosed } from "./is-closed.server.ts";

/**
 * Whether any of these mails is of an update that is paused or stopped, or of any while the campaign is closed.
 * Until the transaction ends the campaign is neither closed nor opened. As whoever closes it, this comes before
 * letters are held.
 */
export async function isAnyUpdateHeld(tx: Db, mails: readonly string[]): Promise<boolean> {
  const closed = await isClosed(tx);
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from supporter_mail c join supporter_update u on u.id = c.update_id
       where c.mail_id = any (${mails}::uuid[])
         and (${closed} or u.state in ('paused', 'cancelled'))) as held`.execute(tx);
  return rows[0]!.held;
}
