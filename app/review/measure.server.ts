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
const ELECTORATE = 73_000;

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

interface Span {
  from: Date;
  recent: Date;
  past: Date;
}

async function readTotals(db: Db, { from, recent, past }: Span): Promise<Totals> {
  const since = (kind: string, begin: Date, end?: Date) => sql`
    (select coalesce(sum(count), 0)::int from velocity
      where kind = ${kind} and slot > ${begin} ${end ? sql`and slot <= ${end}` : sql``})`;
  const { rows } = await sql<Totals>`
    select ${since("place", from)} as "all", ${since("domain", from)} as unlisted,
           ${since("domain", recent)} as recent, ${since("place", past, from)} as past_all,
           ${since("domain", past, from)} as past_unlisted,
           (select coalesce(sum(coalesce(electorate, ${ELECTORATE})), 1)::int from area) as electorate`.execute(
    db,
  );
  return rows[0]!;
}

/** Those of some size: countries have no electorate, so theirs are only counted with everybody. */
async function readKeyed(db: Db, hours: 1 | 24, { from, recent, past }: Span): Promise<Keyed[]> {
  const { rows } = await sql<Keyed>`
    with large as (
      select kind, key, sum(count)::int as count,
             coalesce(sum(count) filter (where slot > ${recent}), 0)::int as recent
        from velocity
       where kind in ('domain', 'network', 'place') and slot > ${from}
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
