/** Imports as records: what was given, what was seen before it was done, and what undoes it. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table if not exists import_run (
    id integer generated always as identity primary key,
    kind text not null check (kind in ('members', 'areas', 'postcodes')),
    source text not null check (source in ('file', 'api')),
    state text not null check (state in
      ('arriving', 'waiting', 'tried', 'running', 'placing', 'done', 'failed', 'undone', 'dropped')),
    name text not null,
    bytes bigint not null default 0,
    part_of text[] not null default '{}',
    is_forced boolean not null default false,
    is_otherwise boolean not null default false,
    begun integer not null default 0,
    progress text,
    told jsonb,
    organiser_id integer,
    created_at timestamptz not null,
    finished_at timestamptz,
    undone_at timestamptz,
    undone_by integer
  )`,
  // of the few runs that are not over
  `create index if not exists import_run_due on import_run (id)
    where state in ('arriving', 'waiting', 'running', 'placing')`,
  // a file on its way from whoever took it to whoever imports it; compressing it again is in vain
  `create table if not exists import_chunk (
    run_id integer not null references import_run on delete cascade,
    place integer not null,
    bytes bytea not null,
    primary key (run_id, place)
  )`,
  `alter table import_chunk alter column bytes set storage external`,
  `create table if not exists import_change (
    run_id integer not null references import_run on delete cascade,
    place integer not null,
    of_table text not null check (of_table in ('area', 'member', 'membership', 'member_contact')),
    before jsonb,
    after jsonb,
    primary key (run_id, place)
  )`,
  // the imports that were written down before they had a table
  `insert into import_run (kind, source, state, name, is_forced, organiser_id, created_at, finished_at)
   select substr(action, 8), case when subject = 'Members API' then 'api' else 'file' end, 'done', subject,
          coalesce((after ->> 'forced')::boolean, false), organiser_id, at, at
     from audit
    where action in ('import.members', 'import.areas', 'import.postcodes')
      and not exists (select from import_run)
    order by id`,
];
