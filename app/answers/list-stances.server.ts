/** What members were recorded to say: the answers that stand, and all there are. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { StanceKind } from "#db/schema.ts";

/**
 * Of a member's answers to a demand the one with the latest date stands, whenever it was written down;
 * of one day, the one written down last.
 */
export const newestFirst = sql`stated_on desc, id desc`;

interface Stance {
  memberId: number;
  demandId: number;
  stance: StanceKind;
  /** `YYYY-MM-DD` */
  statedOn: string;
}

/** What these members say: one stance for each demand that they were recorded to answer. */
export async function listStances(db: Db, memberIds: readonly number[]): Promise<Stance[]> {
  const { rows } = await sql<Stance>`
    select distinct on (member_id, demand_id)
           member_id as "memberId", demand_id as "demandId", stance, stated_on as "statedOn"
      from stance where member_id = any (${memberIds}::int[])
     order by member_id, demand_id, ${newestFirst}`.execute(db);
  return rows;
}

/** The members who have answered one demand of the public's at least; that none came is no answer. */
export async function listAnswerers(db: Db): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct s.member_id as id from stance s join demand d on d.id = s.demand_id
     where s.stance <> 'no-answer' and d.state in ('open', 'closed')`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export interface Answer {
  id: number;
  demandId: number;
  stance: StanceKind;
  /** The member's own words; may be empty. */
  quote: string;
  source: string;
  /** `YYYY-MM-DD` */
  statedOn: string;
  correctedAt: Date | null;
  /** Of one that the office gave by its link; null where an organiser wrote it down. */
  givenId: number | null;
}

/** All that a member was recorded to say, newest first: of each demand the first one stands. */
export async function listAnswers(db: Db, memberId: number): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select id, demand_id as "demandId", stance, quote, source, stated_on as "statedOn",
           corrected_at as "correctedAt", given_id as "givenId"
      from stance where member_id = ${memberId} order by ${newestFirst}`.execute(db);
  return rows;
}

/** What one member says of each public demand, those not answered among them; titles in English. */
export async function listStancesByDemand(db: Db, memberId: number) {
  return db
    .selectFrom("demand")
    .innerJoin("demand_text as t", (join) =>
      join
        .onRef("t.demand_id", "=", "demand.id")
        .onRef("t.version", "=", "demand.text_version")
        .on("t.locale", "=", "en"),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("stance")
          .select(["stance", "quote", "source", "stated_on"])
          .whereRef("stance.demand_id", "=", "demand.id")
          .where("stance.member_id", "=", memberId)
          .orderBy(newestFirst)
          .limit(1)
          .as("s"),
      (join) => join.onTrue(),
    )
    .select(["demand.id", "demand.slug", "t.title", "s.stance", "s.quote", "s.source"])
    .select("s.stated_on as statedOn")
    .where("demand.state", "in", ["open", "closed"])
    .orderBy("demand.id")
    .execute();
}
