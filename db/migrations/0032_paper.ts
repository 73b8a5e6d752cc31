/** What a demand says on paper to the House of Commons, and an outcome more: answered by the government. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const outcomes = `('none', 'acknowledged', 'presented', 'answered', 'promised', 'partly-met', 'met', 'refused')`;

const statements = [
  // apart from `demand`, whose row every confirmation writes anew, whatever stands in it
  `create table demand_paper (
    demand_id integer primary key references demand on delete cascade,
    declares text not null,
    requests text not null
  )`,
  `alter table demand drop constraint if exists demand_outcome_check`,
  `alter table demand add constraint demand_outcome_check check (outcome in ${outcomes})`,
  `alter table demand_update drop constraint if exists demand_update_outcome_check`,
  `alter table demand_update add constraint demand_update_outcome_check
    check (outcome is null or outcome in ${outcomes}) not valid`,
];
