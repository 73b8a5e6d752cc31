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

/**
 * By demand the slug with which it first stood before everybody, whatever it is called by now: programs
 * know it by that. What a draft was called is nobody's business.
 */
export async function firstSlugs(
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("demand_slug as s")
    .innerJoin("demand as d", "d.id", "s.demand_id")
    .select(["s.demand_id as id", "s.slug"])
    .where("d.id", "in", ids)
    .whereRef("s.created_at", ">=", "d.opened_at")
    .orderBy("s.created_at", "desc")
    .execute();
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
