/** A mail's row is changed where it stands when its fate is known. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // every webhook carries our tag; while there was an index, each settled mail wrote to all of them
  `drop index if exists mail_message_by_provider_id`,
];
