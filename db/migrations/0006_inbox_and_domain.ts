/** A signing names its inbox, when that is not the signer's own, and its mail domain. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // without defaults: no row is written, and what the running version inserts has nulls
  await sql`alter table signing add column inbox_key bytea, add column domain_key bigint`.execute(
    db,
  );
}
