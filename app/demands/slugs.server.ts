/** The slugs that demands had: they lead to the demand for ever. */
import type { Db } from "#db/connection.ts";

/** Of those among them that a demand had and none has now: by each the slug that it has now. */
export async function currentSlugs(
  db: Db,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (slugs.length === 0) return new Map();
  const rows = await db
    .selectFrom("demand_slug as s")
    .innerJoin("demand as d", "d.id", "s.demand_id")
    .select(["s.slug as old", "d.slug"])
    .where("s.slug", "in", slugs)
    .where("d.state", "<>", "draft")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom("demand as holder").select("id").whereRef("holder.slug", "=", "s.slug")),
      ),
    )
    .execute();
  return new Map(rows.map(({ old, slug }) => [old, slug]));
}
