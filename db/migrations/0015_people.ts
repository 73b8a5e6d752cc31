/** Organisers who are invited, their passkeys, and sessions that can be told apart and ended. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // how long a link opens: that of the first start a day, one that stands for mails that do not come an hour
  `alter table organiser_link add column if not exists minutes integer not null default 10`,
  `update organiser_link set minutes = 1440 where organiser_id is null and used_at is null`,
  `alter table organiser_session
    add column if not exists id integer generated always as identity,
    add column if not exists way text not null default 'link'
      check (way in ('link', 'passkey', 'invitation'))`,
  `create table if not exists organiser_invitation (
    id uuid primary key,
    email_key bytea not null constraint organiser_invited_once unique,
    email bytea not null,
    key_version smallint not null,
    role text not null check (role in ('owner', 'organiser', 'viewer')),
    -- with an owner go the doors that they opened
    invited_by integer not null references organiser on delete cascade,
    created_at timestamptz not null,
    mailed_at timestamptz not null
  )`,
  `create table if not exists organiser_passkey (
    id integer generated always as identity primary key,
    credential_id bytea not null constraint organiser_passkey_once unique,
    organiser_id integer not null references organiser on delete cascade,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    name text not null,
    created_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index if not exists organiser_passkey_by_organiser on organiser_passkey (organiser_id)`,
  // challenges that were answered: each is taken once
  `create table if not exists organiser_challenge (
    id bytea primary key,
    used_at timestamptz not null
  )`,
];
