/** What each role of the database may do with its tables: one table of exceptions, and the statements that make it true. */
import { sql } from "kysely";

import type { Db } from "./connection.ts";

/**
 * What the site's own role may not do with a table, where it is less than reading and writing rows: which migrations
 * have run is not its business, and the audit log only grows.
 */
const withheld: Readonly<Record<string, string>> = {
  kysely_migration: "insert, update, delete",
  kysely_migration_lock: "insert, update, delete",
  audit: "update, delete",
  audit_link: "insert, update, delete",
  audit_anchor: "insert, update, delete",
  audit_check: "insert, update, delete",
};

/** What whoever only reads gets: figures, and what is published or of public offices. A table of one's own is named here. */
const read = [
  ...["kysely_migration", "demand", "demand_slug", "demand_text", "demand_english", "demand_paper"],
  ...["demand_update", "demand_update_text", "demand_retention"],
  ...["tally_place", "tally_minute", "tally_hour", "tally_correction", "own_letter_past"],
  ...[
    "legislature",
    "sitting_period",
    "area",
    "postcode",
    "member",
    "membership",
    "member_cadence",
  ],
  ...["party_branch", "letter", "letter_total", "letter_copy", "letter_repeat", "letter_left_out"],
  ...["stance", "supporter_update", "supporter_update_text", "campaign_setting", "mail_pause"],
];

/** Whoever only reads is a role of this name, which nobody signs in as: it is granted to those who do. */
export const readerOf = (app: string): string => `${app}_reader`;

const GRANTS_LOCK = 8_012_037;

/**
 * As the owner of the tables, and again after each migration. In one transaction, so that who works meanwhile never
 * finds a grant missing.
 * @param app the site's role; that of who only reads is its `readerOf`, and both are there
 */
export async function grantAccess(db: Db, app: string): Promise<void> {
  const [toApp, toReader] = [sql.id(app), sql.id(readerOf(app))];
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${GRANTS_LOCK})`.execute(tx);
    await sql`set local lock_timeout = '2s'`.execute(tx);
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(tx);
    const schema = sql.id(rows[0]!.schema);
    // who adds to the log cannot write its chain: that is done by whom it belongs to. On a cluster no function is
    // altered once tables that lie on several machines were
    if (await hasTable(tx, "audit_link"))
      await sql`alter function audit_chain() security definer set search_path = ${schema}, pg_temp`.execute(
        tx,
      );
    await sql`grant usage on schema ${schema} to ${toApp}, ${toReader}`.execute(tx);
    await sql`revoke all on all tables in schema ${schema} from ${toApp}, ${toReader}`.execute(tx);
    const rowsOf = sql`select, insert, update, delete`;
    await sql`grant ${rowsOf} on all tables in schema ${schema} to ${toApp}`.execute(tx);
    await sql`alter default privileges in schema ${schema} grant ${rowsOf} on tables to ${toApp}`.execute(
      tx,
    );
    for (const [table, privileges] of Object.entries(withheld))
      if (await hasTable(tx, table))
        await sql`revoke ${sql.raw(privileges)} on ${sql.table(table)} from ${toApp}`.execute(tx);
    for (const { table, columns, is_whole } of await listReadable(tx))
      await sql`grant select ${is_whole ? sql`` : sql`(${sql.join(columns.map((name) => sql.id(name)))})`}
        on ${sql.table(table)} to ${toReader}`.execute(tx);
  });
}

/** Before the first migration there is none. */
async function hasTable(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${table}) is not null as found`.execute(db);
  return rows[0]!.found;
}

/** Without bytes. A new column of a table that has some is not read before it is granted here again. */
async function listReadable(db: Db) {
  const { rows } = await sql<{ table: string; columns: string[]; is_whole: boolean }>`
    select c.relname::text as "table", bool_and(is_read) as is_whole,
           array_agg(a.attname::text order by a.attnum) filter (where is_read) as columns
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join lateral (
        select a.atttypid <> 'bytea'::regtype as is_read
      ) r
     where c.relnamespace = to_regnamespace(current_schema()) and c.relkind in ('r', 'p')
       and not c.relispartition and c.relname = any (${read}::text[])
     group by c.relname
    having bool_or(is_read) order by 1`.execute(db);
  return rows;
}
