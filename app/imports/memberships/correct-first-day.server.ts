/** Puts a better known first day in the place of the one kept. */
import type { Db } from "#db/connection.ts";

import { membership, type Sitting } from "./sittings.server.ts";

/** @returns whether it was: an earlier membership may have the day already */
export async function correctFirstDay(
  trx: Db,
  held: Sitting,
  started_on: string,
): Promise<boolean> {
  const { numUpdatedRows } = await membership(trx, held)
    .set({ started_on })
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("membership as earlier")
            .select("earlier.member_id")
            .where("earlier.member_id", "=", held.member_id)
            .where("earlier.area_code", "=", held.area_code)
            .where("earlier.started_on", "=", started_on),
        ),
      ),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  // whoever held the seat before left it no later
  await trx
    .updateTable("membership")
    .set(({ ref, fn, val }) => ({ ended_on: fn("greatest", [ref("started_on"), val(started_on)]) }))
    .where("area_code", "=", held.area_code)
    .where("member_id", "<>", held.member_id)
    .where("ended_on", ">", started_on)
    .execute();
  return true;
}
