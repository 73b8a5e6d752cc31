/** The periods in which each legislature sits, or is in recess, as they were imported. */
import type { Db } from "#db/connection.ts";

import type { Period } from "./recess.ts";

/** By legislature; one without a table is not among them. */
export async function listPeriods(db: Db): Promise<Map<string, Period[]>> {
  const rows = await db
    .selectFrom("sitting_period")
    .select(["legislature_id as house", "from_on as from", "to_on as to", "kind"])
    .orderBy("from_on")
    .execute();
  return Map.groupBy(rows, ({ house }) => house);
}
