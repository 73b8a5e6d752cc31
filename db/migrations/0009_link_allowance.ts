/** How often an inbox was mailed the link to what is stored of its signers. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table link_allowance (
    inbox_key bytea primary key,
    day_began_at timestamptz not null,
    day_count integer not null,
    last_at timestamptz not null
  ) with (fillfactor = 70)`.execute(db);
}
