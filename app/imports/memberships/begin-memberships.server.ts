/** Begins memberships, or takes up again those that ended by mistake. */
import type { Db } from "#db/connection.ts";

import { membership, type Sitting } from "./sittings.server.ts";

export interface Beginning extends Sitting {
  /** Whether the source told the first day. */
  isDated: boolean;
}

/**
 * A membership of the same member and seat that ended on or after the day on which the new one
 * begins never ended: who comes back on the day of leaving never left.
 * @returns them with the first days that they have now
 */
export async function beginMemberships(
  trx: Db,
  beginning: readonly Beginning[],
): Promise<Beginning[]> {
  if (beginning.length === 0) return [];
  const ended = await trx
    .selectFrom("membership")
    .select(["member_id", "area_code", "started_on", "ended_on"])
    .where(
      "member_id",
      "in",
      beginning.map(({ member_id }) => member_id),
    )
    .where("ended_on", "is not", null)
    .orderBy("ended_on", "desc")
    .execute();
  const fresh: Beginning[] = [];
  const again: Beginning[] = [];
  for (const one of beginning) {
    const past = ended.filter(
      ({ member_id, area_code, ended_on }) =>
        member_id === one.member_id && area_code === one.area_code && ended_on! >= one.started_on,
    );
    const taken = past.find(({ started_on }) => started_on === one.started_on) ?? past[0];
    if (!taken) {
      fresh.push(one);
      continue;
    }
    const started_on = one.isDated ? one.started_on : taken.started_on;
    await membership(trx, taken).set({ started_on, ended_on: null }).execute();
    again.push({ ...one, started_on });
  }
  if (fresh.length > 0)
    await trx
      .insertInto("membership")
      .values(
        fresh.map(({ member_id, area_code, started_on }) => ({ member_id, area_code, started_on })),
      )
      .execute();
  return [...fresh, ...again];
}
