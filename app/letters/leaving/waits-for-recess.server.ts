/** Until when a letter's copies wait, for the House is in recess. */
import type { Db } from "#db/connection.ts";

import { listPeriods } from "../../members/sitting-periods.server.ts";
import { recessEnds } from "./opens.ts";

/** @returns the latest end of recesses that copies which have not left wait for; undefined where none does */
export async function waitsForRecess(
  db: Db,
  letterId: number,
  now: Date,
): Promise<Date | undefined> {
  const periods = await listPeriods(db);
  if (periods.size === 0) return undefined;
  const houses = await db
    .selectFrom("letter_copy as c")
    .innerJoin("area as a", "a.code", "c.area_code")
    .innerJoin("legislature as h", "h.id", "a.legislature_id")
    .select(["h.id", "h.time_zone"])
    .distinct()
    .where("c.letter_id", "=", letterId)
    .where("c.state", "in", ["waiting", "queued"])
    .execute();
  const ends = houses.flatMap(({ id, time_zone }) => {
    const house = { timeZone: time_zone, periods: periods.get(id) ?? [] };
    return recessEnds(now, house) ?? [];
  });
  return ends.toSorted((a, b) => a.getTime() - b.getTime()).at(-1);
}
