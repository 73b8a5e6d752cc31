/** The life of demands: an outcome more, every step on one timeline, in all languages. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const outcomes = `('none', 'acknowledged', 'presented', 'promised', 'partly-met', 'met', 'refused')`;

const statements = [
  `alter table demand drop constraint if exists demand_outcome_check`,
  `alter table demand add constraint demand_outcome_check check (outcome in ${outcomes})`,
  `alter table demand_update drop constraint if exists demand_update_kind_check`,
  `alter table demand_update add constraint demand_update_kind_check check (kind in
    ('update', 'answer', 'outcome', 'opened', 'closed', 'reopened', 'retired', 'restored'))`,
  `alter table demand_update drop constraint if exists demand_update_outcome_check`,
  // what was written before this rule may stand
  `alter table demand_update add constraint demand_update_outcome_check
    check (outcome is null or outcome in ${outcomes}) not valid`,
  `alter table demand_update add column if not exists removed_at timestamptz`,
  `create table if not exists demand_update_text (
    update_id integer not null references demand_update,
    locale text not null check (locale in ('uk', 'kk', 'ru')),
    subject text not null,
    body text not null,
    primary key (update_id, locale)
  )`,
  // days are the legislature's
  `insert into demand_update (demand_id, kind, subject, body, occurred_on, created_at, updated_at)
   select d.id, 'opened', '', '', (d.opened_at at time zone 'Europe/London')::date, d.opened_at, d.opened_at
     from demand d
    where d.opened_at is not null and d.state <> 'draft'
      and not exists (select from demand_update u where u.demand_id = d.id and u.kind = 'opened')`,
  `insert into demand_update (demand_id, kind, subject, body, occurred_on, created_at, updated_at)
   select d.id, 'closed', '', '', (d.closed_at at time zone 'Europe/London')::date, d.closed_at, d.closed_at
     from demand d
    where d.closed_at is not null and d.state = 'closed'
      and not exists (select from demand_update u where u.demand_id = d.id and u.kind = 'closed')`,
];
