/** How many were confirmed on each of the last days, of all demands on the site together. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { dayOf, TIME_ZONE } from "../words/format.ts";
import { byTime } from "./by-time.ts";

export interface DayCount {
  /** Of the legislature, `YYYY-MM-DD`. */
  day: string;
  count: number;
}

/** @returns one for each day, the oldest first and today last; what was withdrawn since is taken off its own day */
export async function listLastDays(db: Db, days: number, now: Date): Promise<DayCount[]> {
  const today = Date.parse(dayOf(now));
  const asked = Array.from({ length: days }, (_, ago) =>
    new Date(today - (days - 1 - ago) * 86_400_000).toISOString().slice(0, 10),
  );
  const { rows } = await sql<DayCount>`
    select to_char(c.at at time zone ${TIME_ZONE}, 'YYYY-MM-DD') as day,
           sum(c.signature_count)::int as count
      from demand d
     cross join lateral (
       select t.at, t.signature_count from ${byTime} t
        where t.demand_id = d.id
          and t.at >= (${asked[0]!}::date)::timestamp at time zone ${TIME_ZONE}) c
     where d.state in ('open', 'closed')
     group by 1`.execute(db);
  const counts = new Map(rows.map(({ day, count }) => [day, count]));
  return asked.map((day) => ({ day, count: counts.get(day) ?? 0 }));
}
