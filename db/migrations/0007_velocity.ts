/** How fast confirmations come, by mail domain, place and network, and the alarms that this raised. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table velocity (
    kind text not null check (kind in ('all', 'domain', 'place', 'network')),
    -- five minutes from here on; a whole day, once it is past
    slot timestamptz not null,
    -- 'everybody' or 'unlisted'; the key of an unlisted mail domain; a place's code; a network's key of the day
    key text collate "C" not null,
    count integer not null check (count > 0),
    constraint velocity_pkey primary key (kind, slot, key)
  ) with (fillfactor = 50)`,
  `create table alarm (
    id integer generated always as identity primary key,
    kind text not null,
    began_at timestamptz not null,
    ended_at timestamptz check (ended_at >= began_at),
    facts jsonb not null
  )`,
  // of each kind one is on
  `create unique index alarm_on on alarm (kind) where ended_at is null`,
];
