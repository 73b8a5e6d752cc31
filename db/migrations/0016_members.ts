/** Members who asked not to be written to, and parties that are branches of another. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table if not exists do_not_write (
    member_id integer primary key references member,
    -- for organisers alone
    reason text not null,
    asked_on date not null,
    set_by integer references organiser on delete set null,
    set_at timestamptz not null
  )`,
  // one level: what is a parent is no branch itself
  `create table if not exists party_branch (
    label text primary key,
    parent text not null,
    constraint party_branch_other check (label <> parent)
  )`,
  `insert into party_branch (label, parent) values
    ('Labour (Co-op)', 'Labour'),
    ('Labour Co-op', 'Labour'),
    ('Labour/Co-operative', 'Labour'),
    ('Labour Co-operative', 'Labour'),
    ('Labour (Co-operative)', 'Labour'),
    ('Labour and Co-operative', 'Labour'),
    ('Labour and Co-operative Party', 'Labour')
   on conflict do nothing`,
  `alter table letter_copy drop constraint if exists letter_copy_state`,
  `alter table letter_copy add constraint letter_copy_state check (state in ('waiting', 'queued',
    'sent', 'delivered', 'bounced', 'complained', 'failed', 'unknown', 'recent', 'no-address',
    'no-seat', 'asked-not', 'cancelled'))`,
];
