/** Forgets who was exported, of whom nothing else is kept. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Every night: those who stood in a list of whom to remove, and, listed or not, all after twelve months. */
export async function forgetExported(db: Db, now: Date): Promise<void> {
  await sql`
    delete from exported_supporter e
     where e.signer_key is null
       and (e.unlinked_at < ${now}::timestamptz - interval '12 months'
            or exists (select from supporter_export r
                        where r.id = e.removal_id and r.ended_at is not null))`.execute(db);
}
