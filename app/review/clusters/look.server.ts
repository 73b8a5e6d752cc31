/** A look at signatures that tells nothing of anybody: how many there are of what. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import type { Standing } from "../../signatures/set-aside.server.ts";
import type { Conditions } from "../bulk/bulk.ts";
import { matching } from "../bulk/matching.server.ts";
import { PAST_DAYS } from "../measure.server.ts";
import type { Standings } from "./standings.server.ts";

const DAY = 86_400_000;
/** Places and hours beyond so many are told together. */
const MOST = 24;

interface Part<Key> {
  key: Key;
  count: number;
}

export interface Look {
  number: number;
  first: Date | null;
  last: Date | null;
  /** Who wants to hear of news. */
  updates: number;
  /** Who confirmed within a minute of sending the form. */
  quick: number;
  standings: Standings;
  demands: Part<number>[];
  locales: Part<LocaleCode>[];
  /** The most first, of so many. */
  places: Part<string>[];
  placesOf: number;
  /** The newest last, of so many. */
  hours: Part<Date>[];
  hoursOf: number;
}

interface Row {
  demand_id: number | null;
  locale: LocaleCode | null;
  place: string | null;
  hour: Date | null;
  standing: Standing | null;
  count: number;
  updates: number;
  quick: number;
  first: Date | null;
  last: Date | null;
}

/** Of the last four weeks, as far as the conditions say no other beginning. */
export async function lookAt(db: Db, conditions: Conditions, now: Date): Promise<Look> {
  const past = new Date(now.getTime() - PAST_DAYS * DAY);
  const since = conditions.from === undefined ? sql`s.confirmed_at > ${past}` : sql`true`;
  const { rows } = await sql<Row>`
    with chosen as (
      select s.demand_id, s.locale, s.place, s.updates, s.confirmed_at,
             date_trunc('hour', s.confirmed_at, 'UTC') as hour,
             coalesce(s.set_aside, 'counted') as standing,
             s.confirmed_at - s.consented_at < interval '1 minute' as is_quick
        from signature s where ${since} and ${matching(conditions)}
    )
    select demand_id, locale, place, hour, standing, count(*)::int as count,
           count(*) filter (where updates)::int as updates,
           count(*) filter (where is_quick)::int as quick,
           min(confirmed_at) as first, max(confirmed_at) as last
      from chosen
     group by grouping sets ((), (demand_id), (locale), (place), (hour), (standing))`.execute(db);
  return inParts(rows);
}

function inParts(rows: readonly Row[]): Look {
  const by = <Key>(keyOf: (row: Row) => Key | null): Part<Key>[] =>
    rows
      .flatMap((row) => {
        const key = keyOf(row);
        return key === null ? [] : [{ key, count: row.count }];
      })
      .sort((a, b) => b.count - a.count);
  const whole = rows.find(
    ({ demand_id, locale, place, hour, standing }) =>
      (demand_id ?? locale ?? place ?? hour ?? standing) === null,
  )!;
  const places = by(({ place }) => place);
  const hours = by(({ hour }) => hour).sort((a, b) => a.key.getTime() - b.key.getTime());
  const standings = { counted: 0, held: 0, invalidated: 0 };
  for (const { key, count } of by(({ standing }) => standing)) standings[key] = count;
  const { count: number, updates, quick, first, last } = whole;
  return {
    ...{ number, updates, quick, first, last, standings },
    demands: by(({ demand_id }) => demand_id),
    locales: by(({ locale }) => locale),
    ...{ places: places.slice(0, MOST), placesOf: places.length },
    ...{ hours: hours.slice(-MOST), hoursOf: hours.length },
  };
}
