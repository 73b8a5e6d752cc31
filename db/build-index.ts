/** Builds an index of a table in use without holding up who writes to it. */
import { sql } from "kysely";

import type { Db } from "./connection.ts";

/**
 * Leaves an index that stands alone, and begins anew where an earlier attempt was cut off. Not
 * possible in a transaction, nor for a whole partitioned table: there each partition's own is built,
 * and `create index` on the table then takes those for its parts.
 * @param what as it stands behind the name, such as "on signature (place)"
 */
export async function buildIndex(
  db: Db,
  name: string,
  what: string,
  kind: "index" | "unique index" = "index",
): Promise<void> {
  await db.connection().execute(async (one) => {
    const { rows } = await sql<{ indisvalid: boolean }>`
      select indisvalid from pg_index where indexrelid = to_regclass(${name})`.execute(one);
    if (rows[0]?.indisvalid) return;
    // a big table takes longer than a statement of the site may
    await sql`set statement_timeout = 0`.execute(one);
    try {
      if (rows[0]) await sql`drop index concurrently ${sql.id(name)}`.execute(one);
      await sql`create ${sql.raw(kind)} concurrently ${sql.id(name)} ${sql.raw(what)}`.execute(one);
    } finally {
      await sql`reset statement_timeout`.execute(one);
    }
  });
}
