/** The seats that a member holds or held. */
import type { Db } from "#db/connection.ts";

/** The newest first; `endedOn` is null while the seat is held. */
export async function listSeatsHeld(db: Db, memberId: number) {
  return db
    .selectFrom("membership as s")
    .innerJoin("area as a", "a.code", "s.area_code")
    .select(["a.code", "a.name", "s.started_on as startedOn", "s.ended_on as endedOn"])
    .where("s.member_id", "=", memberId)
    .orderBy("s.started_on", "desc")
    .execute();
}
