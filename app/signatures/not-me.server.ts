/** "This was not me": the signing goes, and the address gets no confirmation mail for a month. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

const BARRED_DAYS = 30;

/** Deletes the signing, whether or not it was confirmed; signatures stay until they are withdrawn. */
export async function disown(db: Db, id: string, now: Date): Promise<void> {
  await sql`
    with gone as (delete from signing where id = ${id} returning signer_key)
    insert into suppression as s (signer_key, reason, until, created_at)
    select signer_key, 'not-me', ${now}::timestamptz + make_interval(days => ${sql.lit(BARRED_DAYS)}), ${now}
      from gone
    on conflict (signer_key) do update
      set reason = excluded.reason, until = excluded.until, created_at = excluded.created_at
      where s.until < excluded.until`.execute(db);
}
