/** What the demo's first run made up, by its ids, so that exactly this can be taken away again. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table sample_row (
        kind text not null check (kind in ('member', 'letter', 'update', 'entry')),
        id integer not null,
        primary key (kind, id)
      )`,
    )
    .execute(db);
}
