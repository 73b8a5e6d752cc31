/** Forgets who was exported, as far as nothing else is kept of them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { readersAsked } from "../../signatures/retention/readers.ts";
import { wasTold } from "./consenting.server.ts";

/**
 * Every night. Of those who are kept neither as signers nor for news an id of their own is left alone. It goes once it
 * stood in a list of whom to remove, and after twelve months in any case.
 */
export async function forgetExported(db: Db, now: Date): Promise<void> {
  await sql`
    with asked as materialized (
      select signer_key from exported_supporter where signer_key is not null
    ), gone as (select signer_key from asked except ${readersAsked})
    update exported_supporter
       set signer_key = null, demand_ids = '{}', export_ids = '{}', unlinked_at = ${now}
     where signer_key in (select signer_key from gone)`.execute(db);
  await sql`
    delete from exported_supporter e
     where e.signer_key is null
       and (e.unlinked_at < ${now}::timestamptz - interval '12 months' or ${wasTold})`.execute(db);
}
