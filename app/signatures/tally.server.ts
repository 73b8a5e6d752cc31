/** The tallies against the signatures themselves: they must say the same. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { isSpreadOverMachines } from "#db/spread.ts";

import { oldestMinute } from "./fold-minutes.server.ts";
import { movedCount } from "./moved-count.ts";
import { byTime } from "./by-time.ts";

export interface Drift {
  demand: string;
  tally: "total" | "held" | "place" | "hour";
  /** GSS or country code, or the hour or month; null for the total and what is held. */
  key: string | null;
  kept: number;
  counted: number;
}

/**
 * How finely the times of a demand's signatures are known: of a number, as all of them are a month after it closed, the
 * month is (`retention/forget-people.server.ts`). @param r a row of `demand_retention`, or none
 */
const fineness = sql`case when r.demand_id is null then 'hour' else 'month' end`;

/** Every tally that differs from `count(*)` at one moment. Reads all signatures: for the night, not for a page. */
export async function checkTally(db: Db): Promise<Drift[]> {
  return db.transaction().execute(async (tx) => {
    // millions of rows take longer than a statement of the site may
    await sql`set local statement_timeout = 0`.execute(tx);
    const drift = await compare(tx);
    // several machines are not seen at one moment: what differs is counted again while nobody signs
    if (drift.length === 0 || !(await isSpreadOverMachines(tx))) return drift;
    await sql`lock table signature in share row exclusive mode`.execute(tx);
    return compare(tx);
  });
}

async function compare(db: Db): Promise<Drift[]> {
  const { rows } = await sql<Drift>`
    with truth as (
      select demand_id, place, date_trunc(${fineness}, confirmed_at, 'UTC') as hour, count(*)::int as n
        from signature left join demand_retention r using (demand_id)
       where set_aside is null group by 1, 2, 3
    ), held as (
      select demand_id, count(*)::int as n from signature where set_aside = 'held' group by 1
    ), compared as (
      select d.id, 'total' as tally, null as key, d.signature_count as kept,
             coalesce((select sum(n)::int from truth t where t.demand_id = d.id), 0) as counted
        from demand d
      union all
      select d.id, 'held', null, d.held_count, coalesce(h.n, 0)
        from demand d left join held h on h.demand_id = d.id
      union all
      select coalesce(k.demand_id, t.demand_id), 'place', coalesce(k.place, t.place),
             coalesce(k.signature_count, 0), coalesce(t.n, 0)
        from tally_place k
        full join (select demand_id, place, sum(n)::int as n from truth group by 1, 2) t
          on t.demand_id = k.demand_id and t.place = k.place
      union all
      select coalesce(k.demand_id, t.demand_id), 'hour',
             to_char(coalesce(k.hour, t.hour) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
             coalesce(k.signature_count, 0), coalesce(t.n, 0)
        from (select demand_id, date_trunc(${fineness}, at, 'UTC') as hour,
                     sum(signature_count)::int as signature_count
                from ${byTime} c left join demand_retention r using (demand_id) group by 1, 2) k
        full join (select demand_id, hour, sum(n)::int as n from truth group by 1, 2) t
          on t.demand_id = k.demand_id and t.hour = k.hour
    )
    select d.slug as demand, c.tally, c.key, c.kept, c.counted
      from compared c join demand d on d.id = c.id
     where c.kept <> c.counted
     order by d.id, c.tally, c.key`.execute(db);
  return rows;
}

/**
 * Sets every tally to what the signatures say; signing waits for the moment that this takes. Minutes
 * go before hours, as when they are folded.
 * @param record writes down what differed, in the same transaction
 * @returns what differed
 */
export async function repairTally(
  db: Db,
  record: (tx: Db, drift: readonly Drift[]) => Promise<void>,
  now: Date,
): Promise<Drift[]> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`lock table signature in share row exclusive mode`.execute(tx);
    const drift = await compare(tx);
    await setTallies(
      tx,
      drift.map(({ demand }) => demand),
      now,
    );
    await record(tx, drift);
    return drift;
  });
}

/**
 * Counts all signatures anew, while nobody signs.
 * @param slugs of the demands whose totals may be others
 */
export async function setTallies(tx: Db, slugs: readonly string[], now: Date): Promise<void> {
  await sql`
    with given as materialized (
      select demand_id, count(*) filter (where set_aside is null)::int as number,
             count(*) filter (where set_aside = 'held')::int as held
        from signature group by demand_id
    ), locked as (
      select * from (
        select id from demand where slug = any (${slugs}::text[]) order by id for no key update
      ) d
    ), counted as (
      update demand d
         set ${movedCount(sql`coalesce(g.number, 0)`, now)}, held_count = coalesce(g.held, 0)
        from locked l left join given g on g.demand_id = l.id
       where l.id = d.id
      returning d.id
    )
    select count(*) from counted`.execute(tx);
  await sql`delete from tally_place`.execute(tx);
  await sql`insert into tally_place (demand_id, place, signature_count)
                select demand_id, place, count(*) from signature
                 where set_aside is null group by 1, 2`.execute(tx);
  await setTimes(tx, now);
}

/** Of demands whose signatures have but a month hours stay, as far as they make up the months. */
async function setTimes(tx: Db, now: Date): Promise<void> {
  const isTimed = sql`demand_id not in (select demand_id from demand_retention)`;
  await sql`delete from tally_minute`.execute(tx);
  await sql`delete from tally_hour where ${isTimed}`.execute(tx);
  await sql`insert into tally_minute (demand_id, minute, signature_count)
                select demand_id, date_trunc('minute', confirmed_at), count(*)
                  from signature
                 where set_aside is null and confirmed_at >= ${oldestMinute(now)} and ${isTimed}
                 group by 1, 2`.execute(tx);
  await sql`insert into tally_hour (demand_id, hour, signature_count)
                select demand_id, date_trunc('hour', confirmed_at, 'UTC'), count(*)
                  from signature
                 where set_aside is null and confirmed_at < ${oldestMinute(now)} and ${isTimed}
                 group by 1, 2`.execute(tx);
  await sql`
    with given as (
      select demand_id, date_trunc('month', confirmed_at, 'UTC') as month, count(*)::int as n
        from signature join demand_retention using (demand_id) where set_aside is null group by 1, 2
    ), kept as (
      select demand_id, date_trunc('month', hour, 'UTC') as month, sum(signature_count)::int as n
        from tally_hour join demand_retention using (demand_id) group by 1, 2
    ), untrue as (
      select demand_id, month, coalesce(given.n, 0) as n
        from given full join kept using (demand_id, month) where given.n is distinct from kept.n
    ), replaced as (
      select t.demand_id, t.hour
        from tally_hour t
        join untrue u on u.demand_id = t.demand_id and date_trunc('month', t.hour, 'UTC') = u.month
       where t.hour <> u.month
    ), gone as (
      delete from tally_hour t using replaced r where t.demand_id = r.demand_id and t.hour = r.hour
    )
    insert into tally_hour (demand_id, hour, signature_count) select demand_id, month, n from untrue
    on conflict (demand_id, hour) do update set signature_count = excluded.signature_count`.execute(
    tx,
  );
}
