/** When the words of what offices gave are erased: what was published stands in the record by itself. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

const KEPT_DAYS = 90;

/** The stance and the times stay; the words of what nobody has decided on wait for that. */
export async function forgetSaid(db: Db, now: Date): Promise<void> {
  await sql`
    update given_version v set said = null, key_version = null
      from given_answer g
     where g.id = v.answer_id and v.said is not null
       and v.given_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})
       and (v.decision is not null or v.version < g.version)`.execute(db);
}
