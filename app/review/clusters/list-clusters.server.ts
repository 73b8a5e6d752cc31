/** Finds clusters as they form, from what is counted as people confirm. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { ELECTORATE, PAST_DAYS } from "../measure.server.ts";
import { SLOT } from "../velocity.server.ts";
import { type Counted, findClusters, type Found, type Slot, type Sum } from "./cluster.ts";
import { countStandings, type Standings } from "./standings.server.ts";

const DAY = 86_400_000;
/** So long back it is looked: an evening's attack is still there on the next. */
const DAYS = 2;
/** Keys of fewer in that time are nobody's cluster. */
const FEW = 8;

export interface Cluster extends Found {
  /** Signatures, by what they are now. */
  standings: Standings;
}

/** Those of the last two days; of domains those that are listed are left out. */
export async function listClusters(db: Db, now: Date): Promise<Cluster[]> {
  const from = new Date(now.getTime() - DAYS * DAY);
  const past = new Date(now.getTime() - PAST_DAYS * DAY);
  const [sums, slots, totals] = await Promise.all([
    readSums(db, from, past),
    readSlots(db, from),
    readTotals(db, from, past),
  ]);
  const days = PAST_DAYS - DAYS;
  const counted: Counted = {
    ...{ days: DAYS, slot: SLOT, sums, slots },
    ...{ all: totals.all, electorate: totals.electorate },
    usualSlot: totals.past / ((days * DAY) / SLOT),
  };
  const found = findClusters(counted).map((one) =>
    // of a domain all are meant, of a place only what came lately
    one.kind === "place" ? { ...one, from: one.first } : one,
  );
  const standings = await countStandings(db, found, from);
  return found.map((one, at) => ({ ...one, standings: standings[at]! }));
}

async function readSums(db: Db, from: Date, past: Date): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    with large as materialized (
      select kind, key, sum(count)::int as size, min(slot) as first, max(slot) as last
        from velocity where kind <> 'all' and slot > ${from}
       group by kind, key having sum(count) >= ${FEW}
    ), before as (
      select v.key, sum(v.count) as count
        from velocity v join large l on l.kind = 'domain' and l.key = v.key
       where v.kind = 'domain' and v.slot > ${past} and v.slot <= ${from}
       group by v.key
    )
    select l.*, (coalesce(b.count, 0) / ${PAST_DAYS - DAYS}::float8) as daily,
           case when a.code is not null then coalesce(a.electorate, ${ELECTORATE}) end as electorate
      from large l
      left join before b on l.kind = 'domain' and b.key = l.key
      left join area a on l.kind = 'place' and a.code = l.key
      left join domain_rule r on l.kind = 'domain' and r.domain_key::text = l.key
     where r.rule is distinct from 'listed'`.execute(db);
  return rows;
}

async function readSlots(db: Db, from: Date): Promise<Slot[]> {
  const { rows } = await sql<Slot>`
    select slot as at, count from velocity
     where kind = 'all' and key = 'everybody' and slot > ${from}
     order by slot`.execute(db);
  return rows;
}

async function readTotals(db: Db, from: Date, past: Date) {
  const { rows } = await sql<{ all: number; past: number; electorate: number }>`
    select coalesce(sum(count) filter (where slot > ${from}), 0)::int as "all",
           coalesce(sum(count) filter (where slot <= ${from}), 0)::int as past,
           (select coalesce(sum(coalesce(electorate, ${ELECTORATE})), 0)::int from area) as electorate
      from velocity where kind = 'all' and key = 'everybody' and slot > ${past}`.execute(db);
  return rows[0]!;
}
