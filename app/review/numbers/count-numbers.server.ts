/** Signatures by time, place or label, split into what became of them. */
import { type RawBuilder, sql } from "kysely";

import { leastUuid, SIGNING_DAYS } from "#db/partitions.ts";
import type { Db } from "#db/connection.ts";

import { byTime } from "../../signatures/by-time.ts";
import { isConfirmed } from "../../signatures/set-aside.server.ts";
import { TIME_ZONE } from "../../words/format.ts";

export const groupings = ["hour", "day", "place", "source"] as const;
export type Grouping = (typeof groupings)[number];

export interface AskedNumbers {
  by: Grouping;
  /** Of one demand alone. */
  demand: number | undefined;
}

/** Null where it is not known by this grouping. */
export interface NumberRow {
  key: string;
  counted: number;
  waiting: number;
  held: number;
  withdrawn: number | null;
  invalidated: number;
}

export interface Numbers {
  /** Times the newest first, everything else the most first. */
  rows: NumberRow[];
}

const DAY = 86_400_000;
/** How long back hours and days are told. */
const HOURS_BACK = 2 * DAY;
const DAYS_BACK = 30 * DAY;

/** Of what signer's label says nothing. */
export const NO_SOURCE = "";
/** Anybody can make up labels: beyond so many they are told together, under what is none. */
const MOST_SOURCES = 1_000;
export const OTHER_SOURCES = "*";

type Part = "counted" | "waiting" | "held" | "withdrawn" | "invalidated";

interface Row {
  part: Part;
  key: string | null;
  count: number;
}

/** Counted ones from the tallies, where there is one; of the others only few are read. */
export async function countNumbers(
  db: Db,
  { by, demand }: AskedNumbers,
  now: Date,
): Promise<Numbers> {
  const since = beginningOf(by, now);
  const parts = [
    counted(by, demand, since),
    setAside(by, demand, since),
    waiting(by, demand, since, now),
    ...(by === "source" ? [] : [withdrawn(by, demand, since)]),
  ];
  const counts = sql.join(parts, sql` union all `);
  const { rows } = await sql<Row>`${by === "source" ? largest(counts) : counts}`.execute(db);
  const found = new Map<string, NumberRow>();
  for (const { part, key, count } of rows) {
    const row = found.get(key ?? NO_SOURCE) ?? empty(key ?? NO_SOURCE, by);
    row[part] = count;
    found.set(row.key, row);
  }
  const isTime = by === "hour" || by === "day";
  const order = (a: NumberRow, b: NumberRow) =>
    isTime ? (a.key < b.key ? 1 : -1) : sizeOf(b) - sizeOf(a) || (a.key < b.key ? -1 : 1);
  return { rows: [...found.values()].filter((row) => sizeOf(row) > 0).sort(order) };
}

const empty = (key: string, by: Grouping): NumberRow => ({
  ...{ key, counted: 0, waiting: 0, held: 0, invalidated: 0 },
  withdrawn: by === "source" ? null : 0,
});

const sizeOf = (row: NumberRow) =>
  row.counted + row.waiting + row.held + row.invalidated + (row.withdrawn ?? 0);

/** Those with the largest labels, and the others as one. */
const largest = (counts: RawBuilder<unknown>) => sql`
  with parts as materialized (${counts}), ranked as (
    select key, row_number() over (order by sum(count) desc, key) as rank from parts group by key
  ), told as (
    select c.part, c.count,
           case when r.rank <= ${MOST_SOURCES} then c.key else ${OTHER_SOURCES} end as key
      from parts c join ranked r on r.key is not distinct from c.key
  )
  select part, key, sum(count)::int as count from told group by part, key`;

/** Of an hour or a day in the legislature's zone, so that the oldest one that is told is whole. */
function beginningOf(by: Grouping, now: Date): RawBuilder<Date> {
  const past = new Date(now.getTime() - (by === "hour" ? HOURS_BACK : DAYS_BACK));
  const unit = sql.lit(by === "hour" ? "hour" : "day");
  return sql`date_trunc(${unit}, ${past}::timestamptz, ${sql.lit(TIME_ZONE)})`;
}

const ofDemand = (demand: number | undefined, column = "demand_id") =>
  demand === undefined ? sql`true` : sql`${sql.ref(column)} = ${demand}`;

/** A moment as the key of its hour or day, in the legislature's zone. */
function timeKey(by: Grouping, moment: RawBuilder<unknown>) {
  const form = by === "hour" ? "YYYY-MM-DD HH24:00" : "YYYY-MM-DD";
  return sql`to_char(${moment} at time zone ${sql.lit(TIME_ZONE)}, ${sql.lit(form)})`;
}

const isTimed = (by: Grouping) => by === "hour" || by === "day";

function keyOf(by: Grouping, moment: string) {
  if (isTimed(by)) return timeKey(by, sql.ref(moment));
  return sql.ref(by);
}

function counted(by: Grouping, demand: number | undefined, since: RawBuilder<Date>) {
  if (by === "place")
    return sql`
      select 'counted' as part, place as key, sum(signature_count)::int as count
        from tally_place where ${ofDemand(demand)} group by place`;
  if (by === "source")
    return sql`
      select 'counted' as part, source as key, count(*)::int as count
        from signature where set_aside is null and ${ofDemand(demand)} group by source`;
  return sql`
    select 'counted' as part, ${timeKey(by, sql.ref("c.at"))} as key,
           sum(c.signature_count)::int as count
      from ${byTime} c where c.at >= ${since} and ${ofDemand(demand, "c.demand_id")} group by 2`;
}

function setAside(by: Grouping, demand: number | undefined, since: RawBuilder<Date>) {
  const lately = isTimed(by) ? sql`confirmed_at >= ${since}` : sql`true`;
  return sql`
    select set_aside, ${keyOf(by, "confirmed_at")}, count(*)::int
      from signature where set_aside is not null and ${lately} and ${ofDemand(demand)}
     group by 1, 2`;
}

/** Of the week that signings are kept. */
function waiting(by: Grouping, demand: number | undefined, since: RawBuilder<Date>, now: Date) {
  const oldest = leastUuid(new Date(now.getTime() - SIGNING_DAYS * DAY));
  const asked = demand === undefined ? sql`true` : sql`${demand} = any (s.demand_ids)`;
  const same =
    demand === undefined ? sql`g.demand_id = any (s.demand_ids)` : sql`g.demand_id = ${demand}`;
  return sql`
    select 'waiting', ${keyOf(by, "s.created_at")}, count(*)::int
      from signing s
     where s.id >= ${oldest}::uuid and s.created_at >= ${since} and ${asked}
       and not exists (select true from signature g
                        where g.signer_key = s.signer_key and ${same} and ${isConfirmed})
     group by 2`;
}

/** When it was withdrawn, not when it had been signed. */
function withdrawn(by: Grouping, demand: number | undefined, since: RawBuilder<Date>) {
  const lately = isTimed(by) ? sql`created_at >= ${since}` : sql`true`;
  return sql`
    select 'withdrawn', ${keyOf(by, "created_at")}, sum(number)::int
      from tally_correction
     where reason in ('withdrawn', 'erased') and ${lately} and ${ofDemand(demand)}
     group by 2`;
}
