/** Which members the demo's first run made up: nothing is ever sent to them in earnest. */
import type { Db } from "#db/connection.ts";

export async function listSampleMembers(db: Db): Promise<Set<number>> {
  const rows = await db
    .selectFrom("sample_row")
    .select("id")
    .where("kind", "=", "member")
    .execute();
  return new Set(rows.map(({ id }) => id));
}
