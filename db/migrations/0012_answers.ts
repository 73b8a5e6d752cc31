/** Every answer of a member stays: the one with the latest date stands, whenever it was written down. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that no statement of the site holds it and waits for what this holds
  `lock table stance in access exclusive mode`,
  // the version of the program that runs meanwhile reads on; what it would record is refused
  `alter table stance drop constraint stance_pkey`,
  `alter table stance
    add column id integer generated always as identity primary key,
    -- null: as it was first written down
    add column corrected_at timestamptz`,
  // the one that stands
  `create index stance_by_member on stance (member_id, demand_id, stated_on desc, id desc)`,
];
