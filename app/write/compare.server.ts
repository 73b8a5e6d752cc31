/** Measures a letter against the demand's own words, in every language, and against what others wrote about it. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../keys.server.ts";
import { type Measured, measure, shinglesOf, type Source } from "./meter.ts";
import { shingleHash, unpackSketch } from "./sealed.server.ts";

/** The newest of others' letters: a template that goes round is among them. */
const MOST_OTHERS = 500;

export async function compare(
  db: Db,
  keys: Keys,
  { text, demandId, signer }: { text: string; demandId: number; signer: Buffer },
): Promise<Measured> {
  const texts = await db
    .selectFrom("demand_text as t")
    .innerJoin("demand as d", (join) =>
      join.onRef("d.id", "=", "t.demand_id").onRef("d.text_version", "=", "t.version"),
    )
    .select(["t.title", "t.summary", "t.body"])
    .where("d.id", "=", demandId)
    .execute();
  const others = await db
    .selectFrom("own_letter")
    .select("sketch")
    .where("demand_id", "=", demandId)
    .where("signer_key", "<>", signer)
    .where("sketch", "is not", null)
    .orderBy("id", "desc")
    .limit(MOST_OTHERS)
    .execute();
  const sources: Source[] = [
    ...texts.map(({ title, summary, body }) => ({
      shingles: shinglesOf(`${title}\n${summary}\n${body}`),
    })),
    ...others.map(({ sketch }) => ({ sketch: unpackSketch(sketch!) })),
  ];
  return measure(text, sources, shingleHash(keys));
}
