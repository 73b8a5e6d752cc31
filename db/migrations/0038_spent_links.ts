/** What was invalidated before tells until when its links are spent. */
import { sql } from "kysely";

import type { Db } from "../connection.ts";

export async function prepare(db: Db): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set statement_timeout = 0`.execute(one);
    try {
      await sql`
        with theirs as (
          select s.demand_id, s.signer_key, r.created_at
            from signature s join review r on r.id = s.review_id
           where s.set_aside = 'invalidated' and s.spent_until is null
           order by s.demand_id, s.signer_key for no key update of s
        )
        update signature s set spent_until = t.created_at
          from theirs t where t.demand_id = s.demand_id and t.signer_key = s.signer_key`.execute(
        one,
      );
    } finally {
      await sql`reset statement_timeout`.execute(one);
    }
  });
}

export const up = (): Promise<void> => Promise.resolve();
