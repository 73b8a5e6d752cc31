/** A signing of a day that nobody has made is stored all the same. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists signing_rest partition of signing default`.execute(db);
}
