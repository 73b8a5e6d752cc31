/** Mails that come in: told of by the provider, fetched by a worker, sealed while they are kept. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table inbound_mail (
    id integer generated always as identity primary key,
    provider_id text not null unique,
    received_at timestamptz not null,
    -- the copy that it answers, as far as it is known
    letter_id integer references letter on delete set null,
    member_id integer references member on delete set null,
    -- when it is to be fetched next; null once it was, or never can be
    due_at timestamptz,
    tries smallint not null default 0,
    -- null until it was fetched
    kind text check (kind in ('report', 'automatic', 'unverified', 'answer', 'unreadable')),
    -- the sign that decided its kind, and why its sender is not sure; both are words of the program's own
    sign text,
    doubt text,
    casework text[] not null default '{}',
    -- what it says; null where nothing could be read, and once it was purged
    sealed bytea,
    key_version smallint,
    purged_at timestamptz,
    recorded_at timestamptz,
    done_at timestamptz
  )`,
  `create index inbound_mail_due on inbound_mail (due_at) where due_at is not null`,
  `create index inbound_mail_by_copy on inbound_mail (letter_id, member_id)
    where letter_id is not null`,
];
