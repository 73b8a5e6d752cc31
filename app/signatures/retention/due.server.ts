/** Of which demands people are to be forgotten: it is four weeks since they closed. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { FORGET_DAYS } from "../../campaign/closing/closing.ts";

/** Who closes a demand may open it again for so long, and has to know till then who signed. */
export const forgottenBefore = (now: Date): Date =>
  new Date(now.getTime() - FORGET_DAYS * 86_400_000);

/** A demand `d` is closed as of the time that was set for it, however late that is done: what counts is when it was. */
const closedSince = sql<Date>`
  greatest(d.closed_at, (select max(u.created_at) from demand_update u
                          where u.demand_id = d.id and u.kind = 'closed'))`;

/** True of a demand `d` that closed so long ago, and was not opened since. */
export const isPast = (now: Date): RawBuilder<boolean> => sql<boolean>`
  (d.state in ('closed', 'removed') and d.closed_at <= ${forgottenBefore(now)}
   and ${closedSince} <= ${forgottenBefore(now)})`;

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
    select extract(epoch from ${forgottenBefore(now)}::timestamptz - min(${closedSince}))::float8 as late
      from demand d
     where ${isPast(now)}
       and not exists (select from demand_retention r
                        where r.demand_id = d.id and r.ended_at is not null)`.execute(db);
  return rows[0]!.late ?? 0;
}

/** So many days before its people are forgotten organisers are asked to decide on what is held. */
const ASKED_DAYS = 7;

/**
 * Held signatures that become numbers within a week: then they can neither be released nor invalidated.
 * @returns how many, and when the first of them do; undefined where there are none
 */
export async function countHeldSoon(
  db: Db,
  now: Date,
): Promise<{ number: number; at: Date } | undefined> {
  const soon = new Date(now.getTime() + ASKED_DAYS * 86_400_000);
  const { rows } = await sql<{ number: number | null; since: Date | null }>`
    select sum(d.held_count)::int as number, min(${closedSince}) as since
      from demand d
     where ${isPast(soon)} and d.held_count > 0
       and not exists (select from demand_retention r where r.demand_id = d.id)`.execute(db);
  const { number, since } = rows[0]!;
  if (number === null || since === null) return undefined;
  return { number, at: new Date(since.getTime() + FORGET_DAYS * 86_400_000) };
}
