/** Letters can be scheduled, single members left out, copies sent again; each mail of a copy has its times. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that no statement of the site holds it and waits for what this holds
  `lock table letter_copy in access exclusive mode`,
  `alter table letter_copy drop constraint if exists letter_copy_state`,
  `alter table letter_copy
    add constraint letter_copy_state check (state in ('waiting', 'queued', 'sent', 'delivered',
      'bounced', 'complained', 'failed', 'unknown', 'recent', 'no-address', 'no-seat', 'left-out', 'asked-not',
      'cancelled'))`,
  `alter table letter
    add column if not exists send_at timestamptz,
    add column if not exists scheduled_by integer references organiser on delete set null,
    -- what was seen when it was scheduled
    add column if not exists scheduled_version text`,
  `create index if not exists letter_due on letter (send_at) where send_at is not null`,
  // members whom organisers left out of one letter, before or while it is sent
  `create table if not exists letter_left_out (
    letter_id integer not null references letter on delete cascade,
    member_id integer not null references member,
    left_out_by integer references organiser on delete set null,
    left_out_at timestamptz not null,
    primary key (letter_id, member_id)
  )`,
  // one row a mail: a copy that was sent again has several; the outbox forgets its mails
  `create table if not exists letter_try (
    mail_id uuid primary key,
    letter_id integer not null references letter,
    member_id integer not null references member,
    -- where it went; null where nobody kept it
    address text,
    made_at timestamptz not null,
    left_at timestamptz,
    delivered_at timestamptz,
    bounced_at timestamptz,
    complained_at timestamptz,
    failed_at timestamptz,
    problem text
  )`,
  `create index if not exists letter_try_by_copy on letter_try (letter_id, member_id)`,
  `insert into letter_try (mail_id, letter_id, member_id, made_at, left_at, problem)
    select c.mail_id, c.letter_id, c.member_id, coalesce(m.created_at, l.counted_at, l.created_at),
           case when c.state in ('sent', 'delivered', 'bounced', 'complained') then m.settled_at end,
           c.problem
      from letter_copy c
      join letter l on l.id = c.letter_id
      left join mail_message m on m.id = c.mail_id
     where c.mail_id is not null
    on conflict do nothing`,
];
