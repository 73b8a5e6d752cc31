/** Lists from elsewhere are invited to sign, once each; who wants no more of it is never invited again. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table invite_list (
    id integer generated always as identity primary key,
    state text not null default 'read' check (state in ('read', 'running', 'paused', 'done',
      'cancelled', 'dropped')),
    demand_id integer not null references demand,
    locale text not null check (locale in ('en', 'uk', 'kk', 'ru')),
    per_hour integer not null check (per_hour > 0),
    -- the basis: who collected the addresses, when, under which words; it stands in each mail
    collector text not null,
    collected text not null,
    wording text not null,
    -- different addresses, those of them that got none when it was read, lines that hold no address
    addresses integer not null,
    set_aside integer not null,
    unreadable integer not null,
    unreadable_lines integer[] not null,
    -- addresses that had their turn
    handled integer not null default 0,
    organiser_id integer references organiser on delete set null,
    created_at timestamptz not null,
    begun_at timestamptz,
    next_at timestamptz,
    finished_at timestamptz
  )`,
  // an address, until its mail has settled
  `create table invite (
    list_id integer not null references invite_list,
    place integer not null,
    signer_key bytea not null,
    inbox_key bytea not null,
    key_version smallint not null,
    address bytea not null,
    locale text not null,
    -- null while it waits for its turn
    mail_id uuid,
    primary key (list_id, place)
  )`,
  `create index invite_by_mail on invite (mail_id) where mail_id is not null`,
  `create index invite_by_signer on invite (signer_key)`,
  // inboxes that were invited, for twelve months; those that want no more of it for good
  `create table invited (
    inbox_key bytea primary key,
    signer_key bytea not null,
    invited_at timestamptz not null,
    never boolean not null default false
  )`,
  `create index invited_by_signer on invited (signer_key)`,
];
