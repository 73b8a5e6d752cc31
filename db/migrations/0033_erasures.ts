/** What was erased, by keyed hashes alone: so that it is erased again where an older copy comes back. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table erasure (
    name bytea primary key check (octet_length(name) = 16),
    at timestamptz not null
  )`.execute(db);
}
