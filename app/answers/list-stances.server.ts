/** What members were recorded to say. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { StanceKind } from "#db/schema.ts";

interface Stance {
  memberId: number;
  demandId: number;
  stance: StanceKind;
  quote: string;
  source: string;
  statedOn: string;
}

/** What these members were recorded to say, newest first. */
export async function listStances(db: Db, memberIds: readonly number[]): Promise<Stance[]> {
  return db
    .selectFrom("stance")
    .select([
      "member_id as memberId",
      "demand_id as demandId",
      "stance",
      "quote",
      "source",
      "stated_on as statedOn",
    ])
    .where("member_id", "=", sql<number>`any(${memberIds}::int[])`)
    .orderBy("stated_on", "desc")
    .execute();
}

/** One member's stance on each public demand, those not recorded among them; titles in English. */
export async function listStancesByDemand(db: Db, memberId: number) {
  return db
    .selectFrom("demand")
    .innerJoin("demand_text as t", (join) =>
      join
        .onRef("t.demand_id", "=", "demand.id")
        .onRef("t.version", "=", "demand.text_version")
        .on("t.locale", "=", "en"),
    )
    .leftJoin("stance as s", (join) =>
      join.onRef("s.demand_id", "=", "demand.id").on("s.member_id", "=", memberId),
    )
    .select(["demand.id", "demand.slug", "t.title", "s.stance", "s.quote", "s.source"])
    .select("s.stated_on as statedOn")
    .where("demand.state", "in", ["open", "closed"])
    .orderBy("demand.id")
    .execute();
}
