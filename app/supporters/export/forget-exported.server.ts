/** Forgets who was exported, of whom nothing else is kept. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { wasTold } from "./consenting.server.ts";

/** Every night: those who stood in a list of whom to remove, and, listed or not, all after twelve months. */
export async function forgetExported(db: Db, now: Date): Promise<void> {
  await sql`
    delete from exported_supporter e
     where e.signer_key is null
       and (e.unlinked_at < ${now}::timestamptz - interval '12 months' or ${wasTold})`.execute(db);
}
