/** Whether invitations must stay. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Whether any of these mails is of a list that is paused or stopped. */
export async function isAnyListHeld(tx: Db, mails: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from invite v join invite_list l on l.id = v.list_id
       where v.mail_id = any (${mails}::uuid[]) and l.state in ('paused', 'cancelled')) as held`.execute(
    tx,
  );
  return rows[0]!.held;
}
