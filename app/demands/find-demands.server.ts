/** Looks for words in what demands say. */
import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { proseFinder } from "../words/typed/search.ts";

/**
 * A campaign has tens of demands, so their texts are looked through here: that folds case, accents and
 * apostrophes alike on every database, whatever its locale.
 * @returns the ids of the public demands of which the text in one language holds all that is looked for
 */
export async function findDemands(db: Db, q: string): Promise<Set<number>> {
  const query = db
    .selectFrom("demand as d")
    .innerJoin("demand_text as t", (join) =>
      join.onRef("t.demand_id", "=", "d.id").onRef("t.version", "=", "d.text_version"),
    )
    .select(["d.id", "t.title", "t.summary", "t.body"])
    .where("d.state", "in", ["open", "closed"]);
  const texts = await named("texts-of-demands", query).execute(db);
  const finds = proseFinder(q);
  return new Set(
    texts.filter(({ title, summary, body }) => finds(title, summary, body)).map(({ id }) => id),
  );
}
