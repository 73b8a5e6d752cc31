/** How many sealed values there are under which version of the keys. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { type SealedColumn, sealedColumns } from "#db/sealed.ts";

export interface SealedUnder {
  version: number;
  table: string;
  number: number;
}

/**
 * Reads every table from its beginning to its end, so it is not for each start.
 * @param which of the versions, in SQL; all unless told
 */
export async function countSealed(
  db: Db,
  which: (version: RawBuilder<unknown>) => RawBuilder<unknown> = () => sql`true`,
): Promise<SealedUnder[]> {
  const counts = sealedColumns.map(
    ({ table, column }) => sql`
      select key_version as version, ${table}::text as "table", count(*) as number from ${sql.table(table)}
       where ${isSealed(column)} and ${which(sql.ref("key_version"))}
       group by key_version`,
  );
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    const { rows } = await sql<SealedUnder>`
      ${sql.join(counts, sql` union all `)} order by version, number desc`.execute(tx);
    return rows;
  });
}

/** True in SQL where there is a value: of a mail whose address was forgotten there are no bytes. */
export const isSealed = (column: string): RawBuilder<boolean> => sql`${sql.ref(column)} <> ''`;

/** Some rows that a version has sealed, each as its owner and its value. */
export async function findSealed(
  db: Db,
  { table, column, key, beside, ownerOf }: SealedColumn,
  version: number,
): Promise<{ owner: Uint8Array; bytes: Buffer }[]> {
  const { rows } = await sql<Record<string, unknown> & { sealed: Buffer }>`
    select ${sql.join([...Object.keys(key), ...beside].map((name) => sql.ref(name)))},
           ${sql.ref(column)} as sealed
      from ${sql.table(table)}
     where key_version = ${version} and ${isSealed(column)} limit 10`.execute(db);
  return rows.map((row) => ({ owner: ownerOf(row), bytes: row.sealed }));
}
