/** Of which demands people are to be forgotten: it is four weeks since they closed. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { FORGET_DAYS } from "../../campaign/closing/closing.ts";

/** Who closes a demand may open it again for so long, and has to know till then who signed. */
export const forgottenBefore = (now: Date): Date =>
  new Date(now.getTime() - FORGET_DAYS * 86_400_000);

/** True of a demand `d` that closed so long ago, and was not opened since. */
export const isPast = (now: Date): RawBuilder<boolean> => sql<boolean>`
  (d.state in ('closed', 'removed') and d.closed_at <= ${forgottenBefore(now)})`;

/** Ids of those of which somebody may still be known. */
export async function listDue(db: Db, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select d.id from demand d
     where ${isPast(now)}
       and not exists (select from demand_retention r
                        where r.demand_id = d.id and r.ended_at is not null)
     order by d.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** How late the latest of it is, in seconds; 0 where all is done that was to be done. */
export async function countLate(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ late: number | null }>`
    select extract(epoch from ${forgottenBefore(now)}::timestamptz - min(d.closed_at))::float8 as late
      from demand d
     where ${isPast(now)}
       and not exists (select from demand_retention r
                        where r.demand_id = d.id and r.ended_at is not null)`.execute(db);
  return rows[0]!.late ?? 0;
}
