/** Entries of the audit log older than two years are deleted; the anchor keeps where the chain goes on. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** So long entries are kept. */
export const AUDIT_YEARS = 2;

/**
 * Every night. Only what stands before the first younger entry of the chain goes: the database lets the
 * anchor move no further, and lets go of nothing that it has not passed.
 * @returns how many were deleted
 */
export async function forgetEntries(db: Db, now: Date): Promise<number> {
  // a clock of ours that is ahead of the database's makes nothing old
  const limit = sql`least(${now}::timestamptz, now()) - make_interval(years => ${sql.lit(AUDIT_YEARS)})`;
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ n: number }>`
      update audit_anchor anchor set n = last.n, hash = last.hash
        from (select n, hash from audit_link
               where n < coalesce((select min(l.n) from audit_link l join audit a on a.id = l.audit_id
                                    where a.at >= ${limit}), 9223372036854775807)
               order by n desc limit 1) last
       where last.n > anchor.n
       returning anchor.n`.execute(tx);
    if (!rows[0]) return 0;
    const { n } = rows[0];
    const { numAffectedRows = 0n } = await sql`
      delete from audit where id in (select audit_id from audit_link where n <= ${n})`.execute(tx);
    await tx.deleteFrom("audit_link").where("n", "<=", n).execute();
    return Number(numAffectedRows);
  });
}
