/** Loads a backup into a database that has its schema and nothing else, all of it or nothing. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { BackupFault, type Foot, type Head } from "./format.ts";
import { readBackup } from "./read-backup.server.ts";
import { columnsOf, listTables, namesOf } from "./tables.server.ts";

/**
 * Numbers that may have been given since the backup, to letters and demands that links lead to, are not given again.
 * More than anybody makes in a day.
 */
const SKIPPED = 1_000;

/** @throws BackupFault as `readBackup`, and where the schemas are not the same */
export async function loadBackup(
  pool: pg.Pool,
  file: string,
  identity: string,
): Promise<Head & Foot> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("set local statement_timeout = 0");
    const tables = new Map((await listTables(client)).map((table) => [table.table, table]));
    const all = [...tables.values()];
    // the audit log's own would not let it be loaded, and chain it anew
    for (const table of all)
      await client.query(`alter table ${namesOf([table])} disable trigger user`);
    // what the migrations wrote is in the backup too
    await client.query(`truncate ${namesOf(all)}`);
    const read = await readBackup(file, identity, {
      table: async (head, rows) => {
        if (!tables.has(head.table)) throw new BackupFault(`There is no table ${head.table} here.`);
        const into = client.query(
          copyFrom(`copy ${namesOf([head])} (${columnsOf(head)}) from stdin`),
        );
        await pipeline(Readable.from(rows, { objectMode: false }), into);
        return into.rowCount;
      },
    });
    const { rows: sequences } = await client.query<{ name: string }>(
      "select sequencename as name from pg_sequences where schemaname = current_schema()",
    );
    const lacking = sequences.find(({ name }) => !(name in read.sequences));
    if (lacking) throw new BackupFault(`The last number of ${lacking.name} is not in the file.`);
    for (const [name, last] of Object.entries(read.sequences))
      await client.query("select setval(quote_ident($1)::regclass, $2)", [name, last + SKIPPED]);
    for (const table of all)
      await client.query(`alter table ${namesOf([table])} enable trigger user`);
    await client.query("commit");
    return read;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
