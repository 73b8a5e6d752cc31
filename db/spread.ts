/** Spreads the tables that grow with every signature: over parts by hash, or over the machines of a Citus cluster. */
import { sql, type Transaction } from "kysely";

import type { Db } from "./connection.ts";
import { patiently } from "./partitions.ts";
import type { Database } from "./schema.ts";

type Tx = Transaction<Database>;

/** How it lies: in one table, in so many parts, or over machines. */
export type Layout = "whole" | { parts: number } | "machines";

/** What is in the way, in a sentence for whoever runs the command. */
export class SpreadProblem extends Error {
  override name = "SpreadProblem";
}

/**
 * Whoever stores something waits for the whole of it. Tables are asked for in the order in which confirming takes them,
 * and given up before Postgres looks for deadlocks (a second): of two that wait for each other the clicks go on.
 */
const whileHeld = (db: Db, tables: readonly string[], act: (tx: Tx) => Promise<void>) =>
  patiently(
    () =>
      db.transaction().execute(async (tx) => {
        await sql`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '900ms', true)`.execute(
          tx,
        );
        await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))} in access exclusive mode`.execute(
          tx,
        );
        await act(tx);
      }),
    10,
    200,
  );

/** Autovacuum never measures a table that has parts. An empty one is left unmeasured, as it will not stay empty. */
async function measure(db: Db, tables: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    for (const table of tables) {
      const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(tx);
      if (rows.length > 0) await sql`analyze ${sql.table(table)}`.execute(tx);
    }
  });
}

export async function getLayout(db: Db): Promise<Layout> {
  const { rows } = await sql<{ parts: number; kind: string }>`
    select c.relkind as kind, (select count(*)::int from pg_inherits where inhparent = c.oid) as parts
      from pg_class c where c.oid = 'signature'::regclass`.execute(db);
  if (await isSpreadOverMachines(db)) return "machines";
  return rows[0]!.kind === "p" ? { parts: rows[0]!.parts } : "whole";
}

/** Whether signatures lie on several machines, of which no statement sees all at one moment. */
export async function isSpreadOverMachines(db: Db): Promise<boolean> {
  const { rows: catalog } = await sql<{ found: boolean }>`
    select to_regclass('pg_catalog.pg_dist_partition') is not null as found`.execute(db);
  if (!catalog[0]!.found) return false;
  const { rows } = await sql`
    select from pg_catalog.pg_dist_partition where logicalrelid = 'signature'::regclass`.execute(
    db,
  );
  return rows.length > 0;
}

/** Rows are copied. Days of signings are parts already, and each more is one more to look into for every click. */
export async function spreadOverParts(db: Db, parts: number): Promise<void> {
  const kept = ["signature", "mail_allowance", "suppression"];
  await whileHeld(db, kept, async (tx) => {
    await sql.raw(intoParts(parts)).execute(tx);
  });
  await measure(db, kept);
}

/** Each unique key holds the column that decides where a row lies, so no statement of the program changes. */
const intoParts = (parts: number) => `
do $$
declare
  parts constant integer := ${parts};
  spread constant regclass[] := array['signature', 'mail_allowance', 'suppression'];
  -- what is made again for them, as it is now
  again constant text[] := array(
    select pg_get_indexdef(indexrelid) from pg_index where indrelid = any (spread) and not indisprimary
    union all
    select pg_get_functiondef('lock_signatures'::regproc));
  made text;
  whole record;
  options text;
begin
  drop function lock_signatures;
  for whole in
    select c.relname as name, c.reloptions from pg_class c where c.oid = any (spread)
  loop
    options := coalesce('with (' || array_to_string(whole.reloptions, ', ') || ')', '');
    execute format('alter table %1$I rename to %2$I', whole.name, whole.name || '_whole');
    execute format('create table %1$I (like %2$I including all excluding indexes) partition by hash (signer_key)',
      whole.name, whole.name || '_whole');
    for n in 0 .. parts - 1 loop
      execute format('create table %1$I partition of %2$I for values with (modulus %3$s, remainder %4$s) %5$s',
        whole.name || '_' || n, whole.name, parts, n, options);
    end loop;
    execute format('insert into %I select * from %I', whole.name, whole.name || '_whole');
    execute format('drop table %I', whole.name || '_whole');
  end loop;

  alter table signature add primary key (signer_key, demand_id);
  alter table mail_allowance add primary key (signer_key);
  alter table suppression add primary key (signer_key);
  foreach made in array again loop
    execute made;
  end loop;
end $$`;

/** Parts of a table over all machines: no more machines than these can hold one each. */
export const SHARDS = 16;

/** As on one machine, but for this: a statement that reads several machines locks rows on none. */
const lockOneByOne = `
  create or replace function lock_signatures(demands integer[], signers bytea[]) returns setof signature
    language plpgsql as $$
    declare
      one record;
    begin
      for one in select * from unnest(demands, signers) as u (demand_id, signer_key) order by 1, 2 loop
        return query
          select * from signature g
           where g.signer_key = one.signer_key and g.demand_id = one.demand_id for update;
      end loop;
    end $$`;

/**
 * Signatures, and what is kept of signers for good beside them, are copied to where they will lie; all else stays on
 * the coordinator. A demand there cannot be referred to from elsewhere.
 */
export async function spreadOverMachines(db: Db): Promise<void> {
  // news_address referred to demand until now
  await whileHeld(db, ["demand", "signature", "news_address"], async (tx) => {
    await sql`set local citus.multi_shard_modify_mode = 'sequential'`.execute(tx);
    await sql`alter table news_address drop constraint if exists news_address_demand_id_fkey`.execute(
      tx,
    );
    await sql`select create_distributed_table('signature', 'signer_key', shard_count => ${sql.lit(SHARDS)})`.execute(
      tx,
    );
    await sql`select create_distributed_table('news_address', 'signer_key', colocate_with => 'signature')`.execute(
      tx,
    );
    await sql.raw(lockOneByOne).execute(tx);
  });
}

/** How many machines there are for them. @throws SpreadProblem where there is no cluster */
export async function countMachines(db: Db): Promise<number> {
  const { rows: extensions } = await sql`
    select from pg_extension where extname = 'citus'`.execute(db);
  if (extensions.length === 0)
    throw new SpreadProblem(
      "This database has no Citus: install it on each machine, and create extension citus in the database there.",
    );
  const { rows } = await sql<{ machines: number }>`
    select count(*)::int as machines from pg_catalog.pg_dist_node
     where isactive and shouldhaveshards and noderole = 'primary'`.execute(db);
  if (rows[0]!.machines === 0)
    throw new SpreadProblem(
      "The cluster has no machine to spread over: select citus_add_node('name', 5432) for each.",
    );
  return rows[0]!.machines;
}
