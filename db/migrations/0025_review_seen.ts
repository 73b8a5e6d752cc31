/** What a frozen set holds is written down when it is found, so that its page need not count it again. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table review add column if not exists seen jsonb`.execute(db);
}
