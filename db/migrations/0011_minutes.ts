/** Signatures by the minute while they are young, and the moment at which a demand's count last moved. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** The times that a demand's count passed, to the hour, where they were never noted. */
const noteThreshold = (column: string, threshold: number) => `
  update demand d
     set ${column} = coalesce((
           select min(hour) from (
             select hour, sum(signature_count) over (order by hour) as total
               from tally_hour where demand_id = d.id
           ) grown where total >= ${threshold}
         ), now())
   where ${column} is null and signature_count >= ${threshold}`;

const statements = [
  // at the beginning, so that a statement of the site seldom holds one of them and waits for another
  `lock table demand, tally_hour in access exclusive mode`,
  // names no demand as its own, for its rows are made by a statement that has the demand's row
  `create table if not exists tally_minute (
    demand_id integer not null,
    minute timestamptz not null,
    -- who withdraws is taken from the minute of the confirmation, which may be in its hour already
    signature_count integer not null,
    primary key (demand_id, minute)
  ) with (fillfactor = 50, autovacuum_vacuum_cost_delay = 0)`,
  // a check looks at a row that is to be added to another before it is added
  `alter table tally_hour drop constraint if exists tally_hour_signature_count_check`,
  `alter table demand add column if not exists counted_at timestamptz`,
  noteThreshold("response_threshold_reached_at", 10_000),
  noteThreshold("debate_threshold_reached_at", 100_000),
];
