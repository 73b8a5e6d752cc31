/** What a member's office has given so far: the last version for each demand. */
import type { Db } from "#db/connection.ts";
import type { GivenStance } from "#db/schema.ts";

import type { Keys } from "../../keys.server.ts";
import { openSaid } from "./said.server.ts";

export interface LastGiven {
  stance: GivenStance;
  /** Empty where the words are erased, unless they stand in public. */
  statement: string;
  by: string;
  givenAt: Date;
  /** This very version stands in public. */
  isPublic: boolean;
}

/** By the demand's id. */
export async function listGivenBy(
  db: Db,
  keys: Keys,
  memberId: number,
  demandIds: readonly number[],
): Promise<Map<number, LastGiven>> {
  const rows = await db
    .selectFrom("given_answer as g")
    .innerJoin("given_version as v", (join) =>
      join.onRef("v.answer_id", "=", "g.id").onRef("v.version", "=", "g.version"),
    )
    .select(["g.id", "g.demand_id as demandId", "g.version", "g.published", "v.stance"])
    .select(["v.said", "v.key_version as keyVersion", "v.given_at as givenAt"])
    .select((eb) =>
      eb
        .selectFrom("stance as s")
        .select("s.quote")
        .whereRef("s.given_id", "=", "g.id")
        .orderBy("s.id", "desc")
        .limit(1)
        .as("quote"),
    )
    .where("g.member_id", "=", memberId)
    .where("g.demand_id", "in", demandIds.length > 0 ? demandIds : [0])
    .execute();
  return new Map(
    rows.map(({ id, demandId, version, published, stance, givenAt, quote, ...sealed }) => {
      const said = openSaid(keys, { answerId: id, version }, sealed);
      const isPublic = published === version;
      const statement = said?.statement ?? (isPublic ? (quote ?? "") : "");
      return [demandId, { stance, statement, by: said?.by ?? "", givenAt, isPublic }];
    }),
  );
}
