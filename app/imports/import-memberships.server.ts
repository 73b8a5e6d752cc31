/** The part of an import that begins and ends memberships. */
import type { Db } from "#db/connection.ts";

import { commons } from "../places/area.ts";
import type { Holder } from "../members/member.ts";

interface Sitting {
  member_id: number;
  area_code: string;
  started_on: string;
}

export interface MembershipsWritten {
  began: number;
  ended: number;
  /** Given another first day, because the source knows better. */
  dated: number;
}

/** Who holds which seat of the House of Commons now. */
export async function listSittings(db: Db): Promise<Sitting[]> {
  return db
    .selectFrom("membership")
    .innerJoin("area", "area.code", "membership.area_code")
    .select(["membership.member_id", "membership.area_code", "membership.started_on"])
    .where("area.legislature_id", "=", commons.id)
    .where("membership.ended_on", "is", null)
    .execute();
}

/**
 * Ends those gone before others begin, for a seat has one holder and a holder one seat. A
 * membership ends when its successor's begins, where that day is known, else today; it begins on
 * the day the source names, else today. A first day better known replaces the one kept, unless an
 * earlier membership has it.
 */
export async function writeMemberships(
  trx: Db,
  seats: {
    listed: readonly { area_code: string; holder: Holder }[];
    sitting: readonly Sitting[];
    gone: readonly Sitting[];
    today: string;
  },
): Promise<MembershipsWritten> {
  const { listed, sitting, gone, today } = seats;
  const nextOf = new Map(listed.map(({ area_code, holder }) => [area_code, holder.started_on]));
  for (const one of gone) {
    const next = nextOf.get(one.area_code);
    const end = next !== undefined && next < today ? next : today;
    await membership(trx, one)
      .set({ ended_on: end < one.started_on ? one.started_on : end })
      .execute();
  }
  const sittingByMember = new Map(sitting.map((one) => [one.member_id, one]));
  const beginning: Sitting[] = [];
  let dated = 0;
  for (const { area_code, holder } of listed) {
    const held = sittingByMember.get(holder.id);
    const started_on = holder.started_on ?? today;
    if (held?.area_code !== area_code)
      beginning.push({ member_id: holder.id, area_code, started_on });
    else if (holder.started_on !== undefined && holder.started_on !== held.started_on) {
      const { numUpdatedRows } = await membership(trx, held)
        .set({ started_on })
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("membership as earlier")
                .select("earlier.member_id")
                .where("earlier.member_id", "=", holder.id)
                .where("earlier.area_code", "=", area_code)
                .where("earlier.started_on", "=", started_on),
            ),
          ),
        )
        .executeTakeFirst();
      dated += Number(numUpdatedRows);
    }
  }
  if (beginning.length > 0)
    await trx
      .insertInto("membership")
      .values(beginning)
      // who comes back on the day of leaving never left
      .onConflict((conflict) =>
        conflict.columns(["member_id", "area_code", "started_on"]).doUpdateSet({ ended_on: null }),
      )
      .execute();
  return { began: beginning.length, ended: gone.length, dated };
}

function membership(trx: Db, { member_id, area_code, started_on }: Sitting) {
  return trx
    .updateTable("membership")
    .where("member_id", "=", member_id)
    .where("area_code", "=", area_code)
    .where("started_on", "=", started_on);
}
