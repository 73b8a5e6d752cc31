/** A month after its demand closed a signature is but a number; addresses for news live apart. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that no statement of the site holds one and waits for another; a reference to demand locks it
  `lock table demand, signature, supporter_update in access exclusive mode`,
  `alter table signature
     alter column person drop not null,
     alter column key_version drop not null,
     alter column locale drop not null,
     alter column consent_version drop not null,
     alter column consented_at drop not null`,
  // all that tells of a person, or nothing of it; the next migration looks at the rows that are there
  `alter table signature add constraint signature_person_or_number check (
     case when person is null
          then num_nonnulls(key_version, locale, consent_version, consented_at, domain_key, source, review_id) = 0
               and not updates
               and confirmed_at at time zone 'UTC' = date_trunc('month', confirmed_at at time zone 'UTC')
          else num_nulls(key_version, locale, consent_version, consented_at) = 0 end) not valid`,
  // what was sealed in rows that were changed is cleared away soon
  `alter table signature set (autovacuum_vacuum_scale_factor = 0.02)`,
  // demands whose people are being forgotten, or were
  `create table demand_retention (
    demand_id integer primary key references demand on delete cascade,
    begun_at timestamptz not null,
    ended_at timestamptz check (ended_at >= begun_at)
  )`,
  // of those who asked for news, once the rest is forgotten
  `create table news_address (
    signer_key bytea not null check (octet_length(signer_key) = 16),
    demand_id integer not null references demand on delete cascade,
    -- sealed as a person is, without a name and a postcode
    address bytea not null,
    key_version smallint not null,
    locale text not null,
    consent_version smallint not null,
    consented_at timestamptz not null,
    kept_since timestamptz not null,
    primary key (signer_key, demand_id)
  )`,
  // which are the oldest is asked at each look at the figures
  `create index news_address_kept_since on news_address (kept_since)`,
  // how far an update has come is told by no signer's key
  `update supporter_update set passed = substring(passed for 8) || '\\xffffffffffffffff'::bytea
    where passed is not null`,
];
