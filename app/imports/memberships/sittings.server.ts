/** Who holds which seat. */
import type { Db } from "#db/connection.ts";

import { commons } from "../../places/area.ts";

export interface Sitting {
  member_id: number;
  /** Of the member. */
  name: string;
  area_code: string;
  started_on: string;
}

/** Who holds which seat of the House of Commons now. */
export async function listSittings(db: Db): Promise<Sitting[]> {
  return db
    .selectFrom("membership")
    .innerJoin("area", "area.code", "membership.area_code")
    .innerJoin("member", "member.id", "membership.member_id")
    .select(["membership.member_id", "member.name", "membership.area_code"])
    .select("membership.started_on")
    .where("area.legislature_id", "=", commons.id)
    .where("membership.ended_on", "is", null)
    .orderBy("area.name")
    .execute();
}

/** The update of one membership. */
export function membership(trx: Db, { member_id, area_code, started_on }: Omit<Sitting, "name">) {
  return trx
    .updateTable("membership")
    .where("member_id", "=", member_id)
    .where("area_code", "=", area_code)
    .where("started_on", "=", started_on);
}
