/** All that a campaign may take along, as tables without a signer's data and without the numbers that pages hide. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { SHOWN_FROM } from "../../places/shown.ts";
import { TIME_ZONE } from "../../words/format.ts";

/** The head, then the rows. */
export type Csv = (string | number)[][];

type Value = string | number | boolean | Date | object | null;

const english = sql`join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'`;

/** By the name of their file; each query's columns become the head. */
const tables: Record<string, RawBuilder<Record<string, Value>>> = {
  "totals.csv": sql`
    select d.slug as demand, t.title, d.state, d.outcome, d.signature_count as signatures,
           d.opened_at, d.closed_at
      from demand d ${english} where d.state <> 'draft' order by d.id`,
  "totals-by-place.csv": sql`
    select d.slug as demand, p.place, coalesce(a.name, '') as name, p.signature_count as signatures
      from tally_place p join demand d on d.id = p.demand_id left join area a on a.code = p.place
     where p.signature_count >= ${SHOWN_FROM} order by d.id, p.place`,
  "totals-by-day.csv": sql`
    select d.slug as demand, to_char(s.at at time zone ${TIME_ZONE}, 'YYYY-MM-DD') as day,
           sum(s.signature_count)::int as signatures
      from (select demand_id, minute as at, signature_count from tally_minute
            union all select demand_id, hour, signature_count from tally_hour) s
      join demand d on d.id = s.demand_id group by d.id, d.slug, 2 order by d.id, 2`,
  "letters.csv": sql`
    select id as letter, subject, body, state, rehearsal, created_at, counted_at, finished_at,
           (select string_agg(slug, ' ' order by id) from demand where id = any (demand_ids)) as demands
      from letter order by id`,
  "letter-copies.csv": sql`
    select c.letter_id as letter, m.name as member, a.name as constituency, c.state,
           coalesce(c.problem, '') as problem, coalesce(c.subject, '') as subject,
           coalesce(c.body, '') as body
      from letter_copy c join member m on m.id = c.member_id join area a on a.code = c.area_code
     order by c.letter_id, c.position`,
  "answers.csv": sql`
    select m.name as member, d.slug as demand, s.stance, s.stated_on, s.quote,
           case when s.given_id is null then s.source else 'the answer link' end as source, s.corrected_at
      from stance s join member m on m.id = s.member_id join demand d on d.id = s.demand_id
     order by m.id, d.id, s.stated_on, s.id`,
  "audit-log.csv": sql`
    select id as entry, at, coalesce('organiser ' || organiser_id, 'command line') as who, action, subject,
           before, after
      from audit order by id`,
};

/** All of them as of one moment. */
export async function readTables(db: Db): Promise<Map<string, Csv>> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const read = new Map<string, Csv>();
      for (const [name, query] of Object.entries(tables)) {
        const { rows } = await query.execute(tx);
        const head = Object.keys(rows[0] ?? {});
        read.set(name, rows.length === 0 ? [] : [head, ...rows.map((row) => cells(row))]);
      }
      return read;
    });
}

const cells = (row: Record<string, Value>) => Object.values(row).map(cell);

function cell(value: Value): string | number {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "boolean" ? String(value) : value;
}
