/** Writes all that is in the database into a file, as of one moment, while everything goes on. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

import type { Keys } from "../keys.server.ts";
import { enciphered } from "./age-keys.server.ts";
import {
  BackupFault,
  END_OF_ROWS,
  type Foot,
  type Head,
  lineOf,
  type TableHead,
} from "./format.ts";
import { keepFile, type Written } from "./keep-file.server.ts";
import { columnsOf, listTables, namesOf } from "./tables.server.ts";

export interface Backup extends Written {
  rows: Foot["rows"];
}

interface Wanted {
  file: string;
  /** Who can read it: a public key of age. */
  recipient: string;
  /** Whole, or the list of erasures alone. */
  kind: Head["kind"];
}

type FromWeb = Parameters<typeof Readable.fromWeb>[0];

/** More compression takes much longer and gains little: most of it is sealed. */
const LEVEL = 3;

/**
 * One transaction that only reads sees one moment, whatever is written meanwhile. Until it has ended no table is
 * altered or swapped: a migration gives way, and comes again.
 * @throws BackupFault where the file stands already or cannot be written
 */
export async function writeBackup(
  pool: pg.Pool,
  keys: Pick<Keys, "digits" | "naming">,
  wanted: Wanted,
  now: Date,
): Promise<Backup> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    const foot: Foot = { rows: {}, sequences: {} };
    const zip = createGzip({ level: LEVEL });
    const sealed = await enciphered(
      Readable.toWeb(zip) as ReadableStream<Uint8Array>,
      wanted.recipient,
    );
    const [written] = await Promise.all([
      keepFile(wanted.file, Readable.fromWeb(sealed as FromWeb)),
      pipeline(
        Readable.from(contents(client, keys, wanted.kind, foot, now), { objectMode: false }),
        zip,
      ),
    ]);
    return { ...written, rows: foot.rows };
  } catch (error) {
    fault = error as Error;
    throw error;
  } finally {
    // one that broke in the midst of its rows is of no use to anybody
    client.release(fault);
  }
}

/** @param foot is filled in on the way */
async function* contents(
  client: pg.PoolClient,
  keys: Pick<Keys, "digits" | "naming">,
  kind: Head["kind"],
  foot: Foot,
  now: Date,
): AsyncGenerator<Buffer> {
  const tables = await hold(client, kind);
  yield lineOf(await headOf(client, keys, kind, now));
  const read: (readonly [string, { rowCount: number }])[] = [];
  for (const table of tables) {
    yield lineOf(table);
    const rows = client.query(copyTo(`copy (${selectOf(table)}) to stdout`));
    for await (const chunk of rows) yield chunk as Buffer;
    read.push([table.table, rows]);
    yield END_OF_ROWS;
  }
  // numbers that were given since the moment of the rows are among them too, which does no harm
  if (kind === "whole") foot.sequences = await readSequences(client);
  await client.query("commit");
  // the server tells how many there were after the last of them
  foot.rows = Object.fromEntries(read.map(([table, { rowCount }]) => [table, rowCount]));
  yield lineOf(foot);
}

/**
 * Begins the transaction. What it reads is locked before the first look, which is the moment that it sees: a table
 * that was swapped after that would be read as if it were empty.
 */
async function hold(client: pg.PoolClient, kind: Head["kind"]): Promise<TableHead[]> {
  const wanted = ({ table }: TableHead) => kind === "whole" || table === "erasure";
  if (kind === "whole") await refuseBlind(client);
  const before = (await listTables(client)).filter(wanted);
  await client.query("begin isolation level repeatable read read only");
  await client.query("set local statement_timeout = 0");
  await client.query("set local datestyle = 'ISO'");
  await client.query("set local timezone = 'UTC'");
  await client.query("set local idle_in_transaction_session_timeout = 0");
  // whoever makes or drops its days does not have to wait for all the rest
  const locked = before.filter(({ table }) => table !== "signing");
  await client.query(`lock table ${namesOf(locked)} in access share mode`);
  const tables = (await listTables(client)).filter(wanted);
  if (namesOf(tables) !== namesOf(before))
    throw new BackupFault("The schema is being changed just now: begin again.");
  return tables;
}

/** As a query, for the rows of a table that has parts stand in these. */
const selectOf = (table: TableHead) => `select ${columnsOf(table)} from ${namesOf([table])}`;

async function headOf(
  client: pg.PoolClient,
  { digits, naming }: Pick<Keys, "digits" | "naming">,
  kind: Head["kind"],
  now: Date,
): Promise<Head> {
  const { rows } = await client.query<{ name: string }>(
    "select name from kysely_migration order by name",
  );
  await requireNaming(client, naming);
  return {
    format: 1,
    kind,
    madeAt: now.toISOString(),
    migrations: rows.map(({ name }) => name),
    keys: Object.fromEntries(digits),
    naming: [...naming],
  };
}

/** What it is read with has to name signers as this database does. */
async function requireNaming(client: pg.PoolClient, naming: Keys["naming"]): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "select version from ring_key where names order by version",
  );
  const known = rows.map(({ version }) => version);
  if (known.length > 0 && known.join() !== naming.join())
    throw new BackupFault(
      `Signers are named with key ${known.join(" and ")} in this database, and with key ${naming.join(" and ")} in APP_KEYS: give the ring that the site runs with.`,
    );
}

/** Without its numbers a backup looks whole, and what is restored of it gives them out again. */
async function refuseBlind(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query(
    `select from pg_sequence join pg_class c on c.oid = seqrelid
      where c.relnamespace = current_schema()::regnamespace
        and not has_sequence_privilege(seqrelid, 'select') limit 1`,
  );
  if (rows.length > 0)
    throw new BackupFault(
      "This user of the database may not see which numbers were given: give DATABASE_MIGRATE_URL, by whose user tables are changed.",
    );
}

/** Of one that has given none yet, 0. */
async function readSequences(client: pg.PoolClient): Promise<Foot["sequences"]> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, coalesce(last_value, 0) as last from pg_sequences
      where schemaname = current_schema() order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, Number(last)]));
}
