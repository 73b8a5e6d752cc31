/** How often a member is written to, letters that may go out again, and when each legislature sits. */
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
      'bounced', 'complained', 'failed', 'unknown', 'recent', 'not-yet', 'no-address', 'no-seat',
      'left-out', 'asked-not', 'cancelled'))`,
  `alter table letter add column if not exists repeatable boolean not null default false`,
  `create table if not exists member_cadence (
    member_id integer primary key references member,
    choice text not null check (choice in ('each', 'monthly', 'threshold', 'never')),
    -- so many more signatures in the constituency
    threshold integer,
    set_at timestamptz not null,
    constraint member_cadence_threshold check ((choice = 'threshold') = (threshold is not null))
  )`,
  // a letter of one copy: after each copy to a member about a demand one follows at most
  `create table if not exists letter_repeat (
    letter_id integer primary key references letter,
    repeat_of integer not null references letter,
    member_id integer not null references member,
    demand_id integer not null references demand,
    -- the letter of the copy before; 0 where there was none
    after_letter_id integer not null,
    -- as its letter: rehearsals and what goes out in earnest do not know of each other
    rehearsal boolean not null,
    made_at timestamptz not null,
    constraint letter_repeat_once unique (member_id, demand_id, after_letter_id, rehearsal)
  )`,
  `create index if not exists letter_repeat_of on letter_repeat (repeat_of)`,
  `create table if not exists sitting_period (
    legislature_id text not null references legislature,
    from_on date not null,
    to_on date not null,
    kind text not null check (kind in ('sitting', 'recess')),
    name text not null,
    primary key (legislature_id, from_on, to_on),
    constraint sitting_period_order check (from_on <= to_on)
  )`,
  `alter table import_run drop constraint if exists import_run_kind_check`,
  `alter table import_run add constraint import_run_kind_check
    check (kind in ('members', 'areas', 'postcodes', 'sittings'))`,
  `alter table import_change drop constraint if exists import_change_of_table_check`,
  `alter table import_change add constraint import_change_of_table_check
    check (of_table in ('area', 'member', 'membership', 'member_contact', 'sitting_period'))`,
];
