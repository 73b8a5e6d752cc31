/** Demands made on the site: their order, the slugs they had, and the English that a translation was made from. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table demand add column if not exists position integer not null default 0`,
  `create table if not exists demand_slug (
    slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    demand_id integer not null references demand,
    created_at timestamptz not null
  )`,
  // every English that was ever kept, so that what a translation lacks can be shown
  `create table if not exists demand_english (
    demand_id integer not null references demand,
    revision integer not null,
    title text not null,
    summary text not null,
    body text not null,
    addressee text not null,
    created_at timestamptz not null,
    primary key (demand_id, revision)
  )`,
  `insert into demand_english (demand_id, revision, title, summary, body, addressee, created_at)
   select t.demand_id, 1, t.title, t.summary, t.body, t.addressee, t.created_at
     from demand_text t join demand d on d.id = t.demand_id and d.text_version = t.version
    where t.locale = 'en'
   on conflict do nothing`,
  // of a translation: what it was made from; of the English: which it is
  `alter table demand_text add column if not exists english_revision integer not null default 1`,
];
