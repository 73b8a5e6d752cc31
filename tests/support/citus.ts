/** A Citus cluster that tests stand on, where one is given: its database is emptied for each of them. */
import { type RawBuilder, sql } from "kysely";

import { connect } from "#db/connection.ts";
import { grantAccess } from "#db/grants.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { makeRoles } from "#db/roles.ts";
import { spreadOverMachines } from "#db/spread.ts";

import type { TestDatabase } from "./database.ts";
import { APP_ROLE, appUrlOf, loginOf } from "./roles.ts";

/** The address of a coordinator’s database that may be emptied, with the extension and its workers. Set nowhere but by whoever has one. */
export const citusUrl = process.env["CITUS_URL"];

const isOurs = (schema: RawBuilder<unknown>, oid: RawBuilder<unknown>) => sql`
  ${schema} = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`;

const at = (url: string) => `${url}?citus=true`;

/** Everything in it goes; the schema is made, and spread. What migrations filled in is kept aside. */
export async function prepareCluster(url: string): Promise<void> {
  const connection = connect(at(url), 4);
  const { db } = connection;
  await sql`drop schema if exists kept cascade`.execute(db);
  // not the schema, for views of the extension may stand in it
  const { rows: ours } = await sql<{ name: string }>`
    select format('function %s', p.oid::regprocedure) as name from pg_proc p
     where ${isOurs(sql`p.pronamespace`, sql`p.oid`)}
    union all
    select format('table %s', c.oid::regclass) from pg_class c
     where ${isOurs(sql`c.relnamespace`, sql`c.oid`)} and c.relkind in ('r', 'p') and not c.relispartition
     order by 1`.execute(db);
  for (const { name } of ours) await sql`drop ${sql.raw(name)} cascade`.execute(db);
  // as in a database that was never spread
  const alone = connect(url, 4);
  alone.pool.on("connect", (client) => {
    void client.query("set citus.enable_ddl_propagation = off");
  });
  await migrateToLatest(alone.db);
  await makeSigningDays(alone.db, new Date());
  await makeRoles(alone.db, loginOf(url), loginOf(appUrlOf(url)));
  await grantAccess(alone.db, APP_ROLE.name);
  await alone.close();
  await spreadOverMachines(db);
  await sql`create schema kept`.execute(db);
  for (const table of await listTables(connection)) {
    const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0)
      await sql`create table ${sql.table(`kept.${table}`)} as table ${sql.table(table)}`.execute(
        db,
      );
  }
  await connection.close();
}

/** The cluster's database as it was prepared; one test at a time has it. */
export async function renewedDatabase(url: string): Promise<TestDatabase> {
  const connection = connect(at(url), 10);
  const tables = await listTables(connection);
  const kept = await listTables(connection, "kept");
  await connection.db.transaction().execute(async (tx) => {
    await sql`truncate signature, news_address`.execute(tx);
    // the audit log lets nobody take anything away
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))} restart identity`.execute(
      tx,
    );
    for (const table of kept)
      await sql`insert into ${sql.table(table)} overriding system value
                select * from ${sql.table(`kept.${table}`)}`.execute(tx);
  });
  return { ...connection, url: at(url), [Symbol.asyncDispose]: connection.close };
}

async function listTables(
  { pool }: Pick<TestDatabase, "pool">,
  schema = "public",
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c
      where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select from pg_depend where objid = c.oid and deptype = 'e')
      order by 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
}
