/** Whether what the demo's first run made up is still there. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

export async function hasSample(db: Db): Promise<boolean> {
  const query = sql<{ has: boolean }>`select exists (select from sample_row) as has`;
  const [row] = await named("sample", query).execute(db);
  return row!.has;
}
