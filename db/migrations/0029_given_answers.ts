/** What members’ offices answer by the link in their copy: every version is kept, an organiser publishes one. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that no statement of the site holds it and waits for what this holds
  `lock table stance in access exclusive mode`,
  // of a member to a demand, by whichever letter's link
  `create table given_answer (
    id integer generated always as identity primary key,
    member_id integer not null references member,
    demand_id integer not null references demand,
    -- its last version
    version integer not null,
    -- the version that stands in public; null while none does
    published integer,
    unique (member_id, demand_id)
  )`,
  `create table given_version (
    answer_id integer not null references given_answer on delete cascade,
    version integer not null,
    letter_id integer references letter on delete set null,
    stance text not null check (stance in ('supports', 'partly', 'opposes', 'declined')),
    -- the statement and who gave it, sealed; null once it is erased
    said bytea,
    key_version smallint,
    given_at timestamptz not null,
    -- null while nobody has decided
    decision text check (decision in ('published', 'kept-back', 'taken-down')),
    decided_at timestamptz,
    decided_by integer references organiser on delete set null,
    reason text,
    primary key (answer_id, version)
  )`,
  // null: written down by an organiser
  `alter table stance add column given_id integer references given_answer on delete cascade`,
  `create index stance_by_given on stance (given_id) where given_id is not null`,
  // the record of one demand
  `create index stance_by_demand on stance (demand_id, member_id, stated_on desc, id desc)`,
];
