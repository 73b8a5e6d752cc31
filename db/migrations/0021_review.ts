/** Signatures can be set aside, in bulk and by rules; where they came from is kept as a label. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `lock table demand, signing, signature in access exclusive mode`,
  // without defaults: no row is written, and what the running version inserts has nulls
  `alter table signing add column if not exists source text`,
  `alter table signature
     add column if not exists domain_key bigint,
     add column if not exists source text,
     add column if not exists set_aside text,
     add column if not exists review_id integer`,
  // rows that stand have null, so nobody has to look at them
  `alter table signature drop constraint if exists signature_set_aside`,
  `alter table signature add constraint signature_set_aside
     check (set_aside in ('held', 'invalidated')) not valid`,
  `alter table demand add column if not exists held_count integer not null default 0
     check (held_count >= 0)`,

  // what was taken off for good reason may be put back: then less than nothing
  `alter table tally_correction drop constraint if exists tally_correction_number_check`,
  `alter table tally_correction add constraint tally_correction_number_check
     check (number <> 0) not valid`,

  // bulk work: the set is frozen when it is looked for, and done in steps
  `create table review (
    id integer generated always as identity primary key,
    deed text not null check (deed in ('hold', 'release', 'invalidate')),
    conditions jsonb not null,
    reason text not null,
    state text not null default 'finding' check (state in ('finding', 'found', 'running', 'done',
      'cancelled', 'undoing', 'undone', 'dropped')),
    -- signatures in the frozen set; null while it is looked for
    number integer check (number >= 0),
    -- how it is split, as it was when it was found
    seen jsonb,
    -- of them gone through, and of those really changed; of these gone through again and changed back
    done integer not null default 0,
    changed integer not null default 0,
    undone integer not null default 0,
    restored integer not null default 0,
    -- null: a line was crossed; who organises no more keeps their number, as in the audit log
    organiser_id integer,
    created_at timestamptz not null,
    found_at timestamptz,
    begun_at timestamptz,
    finished_at timestamptz,
    undone_at timestamptz,
    undone_by integer
  )`,
  `create index review_at_work on review (id) where state in ('finding', 'running', 'undoing')`,
  `create table review_signature (
    review_id integer not null references review,
    place integer not null,
    demand_id integer not null,
    signer_key bytea not null,
    -- what it was before it was changed; null where it was not
    was text check (was in ('counted', 'held')),
    primary key (review_id, place)
  )`,
  // withdrawing: a signer is in no frozen set any more
  `create index review_signature_by_signer on review_signature (signer_key)`,

  // mail domains whose confirmations are held, or are never taken for stuffing
  `create table domain_rule (
    domain_key bigint primary key,
    rule text not null check (rule in ('held', 'listed')),
    -- as somebody wrote it, or as an address of it was read
    name text,
    reason text not null,
    -- null: a line was crossed
    set_by integer,
    set_at timestamptz not null
  )`,
  `alter table blocked_domain
     add column if not exists reason text not null default '',
     add column if not exists set_by integer,
     add column if not exists set_at timestamptz`,

  // from which network of the day a signing was confirmed, where many were; kept for a day
  `create table network_signing (
    network text collate "C" not null,
    signing_id uuid not null,
    confirmed_at timestamptz not null
  )`,
  `create index network_signing_by_time on network_signing using brin (confirmed_at)`,
];
