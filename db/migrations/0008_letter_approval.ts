/** An approval holds what was seen when it was given: the version of the text, the recipients, their addresses. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // a table of its own: lists of letters need nothing of it, and of 650 members it is long
  `create table letter_approval (
    letter_id integer primary key references letter on delete cascade,
    version text not null,
    parts jsonb not null check (jsonb_typeof(parts) = 'array')
  )`,
  // what was done to one thing, the newest first
  `create index audit_by_subject on audit (subject, id)`,
];
