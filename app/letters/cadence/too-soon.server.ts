/** For whom a letter comes too soon: they had one lately, or not yet so many have signed as they asked for. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { counts, isWritten } from "../copy-queries.server.ts";
import { type Letter, REST_DAYS } from "../letter.ts";
import { isReached } from "./cadence.ts";
import { listStandings } from "./standings.server.ts";

type Ask = Pick<Letter, "id" | "demandIds">;

const DAY = 86_400_000;

/**
 * By member. `recent`: a letter about one of the demands went to them in the last 30 days, or is about to, and they
 * have not said otherwise. `not-yet`: they chose that themselves, or a number that has come for none of the demands.
 */
export async function listTooSoon(
  db: Db,
  { id, demandIds }: Ask,
  rehearsal: boolean,
  now: Date,
): Promise<Map<number, "recent" | "not-yet">> {
  const since = new Date(now.getTime() - REST_DAYS * DAY);
  const { rows } = await sql<{ member_id: number; chose: boolean }>`
    select distinct c.member_id, own.choice is not null as chose
      from letter_copy c
      join letter l on l.id = c.letter_id
      left join member_cadence own on own.member_id = c.member_id and own.choice = 'monthly'
     where ${isWritten} and l.id <> ${id} and l.counted_at > ${since}
       and l.demand_ids && ${demandIds}::int[] and ${counts(rehearsal)}
       and not exists (select from member_cadence f where f.member_id = c.member_id
                          and f.choice in ('each', 'threshold'))`.execute(db);
  const soon = new Map<number, "recent" | "not-yet">(
    rows.map(({ member_id, chose }) => [member_id, chose ? "not-yet" : "recent"]),
  );
  const standings = await listStandings(db, { demandIds, rehearsal, besides: id });
  for (const { memberId } of standings) soon.set(memberId, "not-yet");
  for (const one of standings) if (isReached(one)) soon.delete(one.memberId);
  return soon;
}
