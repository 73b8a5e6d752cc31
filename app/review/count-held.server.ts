/** How much of what comes from mail domains is held. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** Signatures from these domains that are held now. */
export async function countHeldAt(db: Db, domainKeys: readonly string[]): Promise<number> {
  if (domainKeys.length === 0) return 0;
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from signature
     where set_aside = 'held' and domain_key = any (${domainKeys}::bigint[])`.execute(db);
  return rows[0]!.held;
}
