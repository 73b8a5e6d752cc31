/** Who was in an export of supporters is kept, so that whoever got an address can be told to remove it. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table supporter_export (
    id integer generated always as identity primary key,
    kind text not null check (kind in ('list', 'remove')),
    -- whom the file is for, and why: shown to those who are in it
    recipient text not null,
    reason text not null,
    demand_ids integer[] not null,
    people integer not null default 0 check (people >= 0),
    organiser_id integer references organiser on delete set null,
    created_at timestamptz not null,
    -- null: the file was not written to its end
    ended_at timestamptz
  )`,
  `create table exported_supporter (
    -- a keyed hash of the signer key that stands in exports and nowhere else
    external_id bytea primary key,
    -- null once nothing else is kept of the signer
    signer_key bytea,
    demand_ids integer[] not null,
    export_ids integer[] not null,
    -- the last list of those to be removed that it stood in; null again with the next export
    removal_id integer references supporter_export,
    unlinked_at timestamptz,
    check ((signer_key is null) = (unlinked_at is not null)),
    check (signer_key is not null or (demand_ids = '{}' and export_ids = '{}'))
  )`,
  // withdrawing and the manage link: what is kept of one signer
  `create unique index exported_supporter_by_signer on exported_supporter (signer_key)`,
];
