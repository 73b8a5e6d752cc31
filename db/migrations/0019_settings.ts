/** What the campaign says of itself, what organisers have said is done, and when the campaign was closed. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // each change is a row of its own, so that a mail is written again with what it was written with
  `create table if not exists campaign_setting (
    version integer primary key check (version > 0),
    names jsonb not null,
    email text,
    address text,
    telephone text,
    sender text,
    organiser_id integer references organiser on delete set null,
    created_at timestamptz not null
  )`,
  `create table if not exists campaign_mark (
    name text primary key,
    data jsonb not null,
    organiser_id integer references organiser on delete set null,
    made_at timestamptz not null
  )`,
  `create table if not exists campaign_closing (
    id integer generated always as identity primary key,
    closed_at timestamptz not null,
    organiser_id integer references organiser on delete set null,
    note text not null,
    demand_ids integer[] not null,
    stopped_letters boolean not null,
    reopened_at timestamptz
  )`,
  `create unique index if not exists campaign_closing_one on campaign_closing ((true)) where reopened_at is null`,
  // the version of the settings that a batch was written with; of earlier programs' batches none
  `alter table mail_batch add column if not exists letterhead integer`,
];
