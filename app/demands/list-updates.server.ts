/** The notes of many demands at once. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

/** Updates by demand, newest first. */
export async function listUpdatesOf(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, Row<"demand_update">[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("demand_update")
    .selectAll()
    .where("demand_id", "in", ids)
    .orderBy("occurred_on", "desc")
    .orderBy("id", "desc")
    .execute();
  return Map.groupBy(rows, (row) => row.demand_id);
}
