/** What members answered last, to any demand of the public's. */
import type { Db } from "#db/connection.ts";
import type { StanceKind } from "#db/schema.ts";

export interface NewAnswer {
  id: number;
  memberId: number;
  member: string;
  demandId: number;
  stance: StanceKind;
  /** `YYYY-MM-DD` */
  statedOn: string;
}

/** Newest first; that somebody gave no answer is none. Of what an office has corrected the last version stands. */
export async function listNewestAnswers(db: Db, most: number): Promise<NewAnswer[]> {
  return db
    .selectFrom("stance as s")
    .innerJoin("member as m", "m.id", "s.member_id")
    .innerJoin("demand as d", "d.id", "s.demand_id")
    .select(["s.id", "m.id as memberId", "m.name as member", "s.demand_id as demandId"])
    .select(["s.stance", "s.stated_on as statedOn"])
    .where("s.stance", "<>", "no-answer")
    .where("d.state", "in", ["open", "closed"])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("stance as later")
            .select("later.id")
            .whereRef("later.given_id", "=", "s.given_id")
            .whereRef("later.id", ">", "s.id"),
        ),
      ),
    )
    .orderBy("s.stated_on", "desc")
    .orderBy("s.id", "desc")
    .limit(most)
    .execute();
}
