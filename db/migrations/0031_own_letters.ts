/** Letters in one's own words to one's own member: sealed, paced by member, erased after four weeks. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table own_letter (
    id uuid primary key,
    signer_key bytea not null,
    demand_id integer not null references demand on delete cascade,
    member_id integer not null references member on delete cascade,
    area_code text not null,
    state text not null check (state in ('typed', 'held', 'waiting', 'queued', 'left', 'unknown',
      'back', 'given-back')),
    -- why it is held, or given back
    why text check (why in ('threat', 'rate', 'bounced', 'refused', 'unreachable', 'late')),
    key_version smallint not null,
    -- null once it is erased, as its sketch
    letter bytea,
    sketch bytea,
    locale text not null check (locale in ('en', 'uk', 'kk', 'ru')),
    rehearsal boolean not null default false,
    mail_id uuid,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    left_at timestamptz,
    asked_at timestamptz,
    outcome text check (outcome in ('answered', 'acknowledged', 'none'))
  )`,
  `create index own_letter_by_signer on own_letter (signer_key)`,
  `create index own_letter_by_place on own_letter (demand_id, area_code)`,
  `create index own_letter_by_mail on own_letter (mail_id) where mail_id is not null`,
  `create index own_letter_at_work on own_letter (member_id)
    where state in ('held', 'waiting', 'back')`,
  // how many there were, once they are forgotten
  `create table own_letter_past (
    demand_id integer not null references demand on delete cascade,
    area_code text not null,
    letters integer not null,
    primary key (demand_id, area_code)
  )`,
  // whether such letters go to a member, and when the next one may
  `create table own_letter_route (
    member_id integer primary key references member on delete cascade,
    is_open boolean not null default true,
    next_at timestamptz
  )`,
];
