/** Updates by e-mail to those who signed and asked for them. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table supporter_update (
    id integer generated always as identity primary key,
    demand_ids integer[] not null check (cardinality(demand_ids) between 1 and 50),
    per_hour integer not null check (per_hour > 0),
    state text not null default 'draft' check (state in ('draft', 'approved', 'sending', 'sent',
      'paused', 'cancelled')),
    created_by integer references organiser on delete set null,
    approved_by integer references organiser on delete set null,
    -- of the text, the demands and the pace that were approved
    approved_version text,
    -- why people are written to who had an update in the last week
    override_reason text,
    created_at timestamptz not null,
    approved_at timestamptz,
    -- who signs later gets none
    begun_at timestamptz,
    next_at timestamptz,
    finished_at timestamptz,
    -- the last signer, in the order of their keys, who had their turn
    passed bytea,
    all_passed boolean not null default false,
    -- people when it began; then what became of their mails
    people integer,
    has_left integer not null default 0,
    returned integer not null default 0,
    failed integer not null default 0,
    unknown integer not null default 0,
    -- left out, for they had another update in the last week
    limited integer not null default 0
  )`,
  `create index supporter_update_under_way on supporter_update (id) where state = 'sending'`,
  `create table supporter_update_text (
    update_id integer not null references supporter_update on delete cascade,
    locale text not null check (locale in ('en', 'uk', 'kk', 'ru')),
    subject text not null,
    body text not null,
    primary key (update_id, locale)
  )`,
  // to whom an update was mailed when; 14 days long
  `create table supporter_mail (
    signer_key bytea not null check (octet_length(signer_key) = 16),
    update_id integer not null,
    -- null while it waits
    mail_id uuid,
    state text not null check (state in ('waiting', 'queued', 'left', 'returned', 'failed', 'unknown')),
    mailed_at timestamptz not null,
    primary key (signer_key, update_id),
    check ((state = 'waiting') = (mail_id is null))
  ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_threshold = 1000)`,
  // what became of a mail, and whether one may still leave
  `create index supporter_mail_by_mail on supporter_mail (mail_id) where mail_id is not null`,
  // those that have not left
  `create index supporter_mail_under_way on supporter_mail (update_id, state) where state in ('waiting', 'queued')`,
];
