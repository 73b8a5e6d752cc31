/** Reads how fast confirmations come, and what was usual before. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { VelocityKind } from "#db/schema.ts";

import { FEW, type Measured, NETWORK, PLACE } from "./lines.ts";
import { SLOT } from "./velocity.server.ts";

const HOUR = 3_600_000;
/** A week's rhythm four times. */
export const PAST_DAYS = 28;
/** Of a place whose electorate is not known: about the mean of a seat in the Commons. */
export const ELECTORATE = 73_000;

interface Keyed {
  kind: VelocityKind;
  key: string;
  count: number;
  recent: number;
  past: number;
  electorate: number;
}

interface Totals {
  all: number;
  unlisted: number;
  recent: number;
  past_all: number;
  past_unlisted: number;
  electorate: number;
}

/** @param hours length of the span that ends now, 1 or 24 */
export async function measure(db: Db, hours: 1 | 24, now: Date): Promise<Measured> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const span = {
    from: ago(hours * HOUR),
    // slots that are not over yet would make it shorter
    recent: ago(HOUR / 4 + SLOT),
    past: ago(PAST_DAYS * 24 * HOUR),
  };
  const [totals, keyed] = await Promise.all([readTotals(db, span), readKeyed(db, hours, span)]);
  const of = (kind: VelocityKind) => keyed.filter((one) => one.kind === kind);
  const { all, unlisted, recent, past_all, past_unlisted, electorate } = totals;
  return {
    hours,
    all,
    unlisted: { count: unlisted, recent },
    past: { all: past_all, unlisted: past_unlisted },
    domains: of("domain").map((one) => ({ ...one, usual: (one.past / PAST_DAYS / 24) * hours })),
    places: of("place"),
    networks: of("network"),
    electorate,
  };
}

/** Domains that organisers have listed: whoever signs there is as at a provider. */
const listed = sql`select domain_key::text as key from domain_rule where rule = 'listed'`;

interface Span {
  from: Date;
  recent: Date;
  past: Date;
}

async function readTotals(db: Db, { from, recent, past }: Span): Promise<Totals> {
  const { rows } = await sql<Totals>`
    with listed as (${listed}), counted as (
      select slot, key, count from velocity where kind = 'all' and slot > ${past}
      union all
      select v.slot, 'listed', v.count
        from listed l join velocity v on v.kind = 'domain' and v.key = l.key and v.slot > ${past}
    ), sums as (
      select key, coalesce(sum(count) filter (where slot > ${from}), 0)::int as count,
             coalesce(sum(count) filter (where slot > ${recent}), 0)::int as recent,
             coalesce(sum(count) filter (where slot <= ${from}), 0)::int as past
        from counted group by key
    ), seats as (
      select coalesce(sum(coalesce(electorate, ${ELECTORATE})), 0)::int as electorate from area
    )
    select coalesce(e.count, 0) as "all", coalesce(u.count, 0) - coalesce(l.count, 0) as unlisted,
           coalesce(u.recent, 0) - coalesce(l.recent, 0) as recent,
           coalesce(e.past, 0) as past_all,
           coalesce(u.past, 0) - coalesce(l.past, 0) as past_unlisted, seats.electorate
      from seats
      left join sums e on e.key = 'everybody'
      left join sums u on u.key = 'unlisted'
      left join sums l on l.key = 'listed'`.execute(db);
  return rows[0]!;
}

/** Those of some size. Countries have no electorate: who signs there is only counted with everybody. */
async function readKeyed(db: Db, hours: 1 | 24, { from, recent, past }: Span): Promise<Keyed[]> {
  // the other lines are of an hour
  const kinds: VelocityKind[] = hours === 1 ? ["domain", "network", "place"] : ["domain"];
  const { rows } = await sql<Keyed>`
    with listed as (${listed}), large as (
      select kind, key, sum(count)::int as count,
             coalesce(sum(count) filter (where slot > ${recent}), 0)::int as recent
        from velocity
       where kind = any (${kinds}::text[]) and slot > ${from}
         and (kind <> 'domain' or key not in (select key from listed))
       group by kind, key
      having sum(count) >= case kind when 'domain' then ${FEW[hours]!}::int
                                     when 'place' then ${PLACE}::int else ${NETWORK}::int end
    ), before as (
      select kind, key, sum(count)::int as past from velocity
       where kind = 'domain' and slot > ${past} and slot <= ${from}
         and key in (select key from large where kind = 'domain')
       group by kind, key
    )
    select l.kind, l.key, l.count, l.recent, coalesce(b.past, 0) as past,
           coalesce(a.electorate, ${ELECTORATE}) as electorate
      from large l
      left join before b using (kind, key)
      left join area a on a.code = l.key and l.kind = 'place'
     where l.kind <> 'place' or a.code is not null`.execute(db);
  return rows;
}
