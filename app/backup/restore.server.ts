/** Restores a backup into an empty database, from which nothing leaves that may have left already. */
import type pg from "pg";

import { readAddress } from "#db/address.ts";
import { connect, type Db, SESSION } from "#db/connection.ts";
import { areKnown, migrateEmpty, migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";

import type { Keys } from "../keys.server.ts";
import { nameAnew, noteNaming } from "../sealing/name-anew.server.ts";
import type { Replayed } from "../signatures/erasures/erase-again.server.ts";
import { replayErasures } from "../signatures/erasures/replay-erasures.server.ts";
import { retentionSteps } from "../signatures/retention/steps.server.ts";
import { checkTally, type Drift } from "../signatures/tally.server.ts";
import { BackupFault, type Foot, type Head } from "./format.ts";
import { type Held, holdAll } from "./hold.server.ts";
import { loadBackup } from "./load.server.ts";
import { verifyBackup } from "./read-backup.server.ts";
import { readErasures } from "./read-erasures.server.ts";
import { refuseOtherKeys } from "./refuse-other-keys.ts";

export interface Restored {
  madeAt: string;
  rows: Foot["rows"];
  /** What was erased again. */
  erased: Replayed;
  held: Held;
  drift: Drift[];
}

/**
 * The file is read whole before the database is touched. Until all is held the database can be read alone, whoever
 * starts on it: one that is left half-way stays so.
 * @param url of an empty database that this user owns
 * @param from the backup, the file with its key, and lists of what was erased, beside that in the backup itself
 * @throws BackupFault where something stands there, Citus too, the file is not whole or of other keys, or its program is newer
 */
export async function restore(
  url: string,
  keys: Keys,
  from: { file: string; identity: string; erasures: readonly string[] },
  now: Date,
): Promise<Restored> {
  if (readAddress(url).pooled)
    throw new BackupFault("Restore at the database's own address, not through a pooler.");
  const head = await verifyBackup(from.file, from.identity);
  refuseOthers(head, keys);
  const lists = [];
  for (const list of from.erasures) lists.push(...(await readErasures(list, from.identity, keys)));
  const { db, pool, close } = connect(writing(url), 4);
  try {
    await refuseFull(pool);
    await refuseCluster(pool);
    await setReadOnly(pool, true);
    await migrateEmpty(db, head.migrations.at(-1)!);
    await makeSigningDays(db, new Date(head.madeAt));
    const { rows, madeAt } = await loadBackup(pool, from.file, from.identity);
    await migrateToLatest(db);
    await makeSigningDays(db, now);
    // signers are named as they are now, should the keys have leaked since
    await noteNaming(db, keys, head.naming);
    await nameAnew(db, keys, now);
    const erased = await replayErasures(db, keys, [...(await listErasures(db)), ...lists]);
    // who was to be forgotten since the backup was made is so before anybody can look
    for (const step of Object.values(retentionSteps)) await step(db, now, { keys });
    const held = await db.transaction().execute((tx) => holdAll(tx, madeAt, now));
    await pool.query("analyze");
    const drift = await checkTally(db);
    await setReadOnly(pool, false);
    return { madeAt, rows, erased, held, drift };
  } finally {
    await close();
  }
}

function refuseOthers({ kind, migrations, ...head }: Head, keys: Keys): void {
  if (kind !== "whole")
    throw new BackupFault(
      "This is a list of erasures, to be given with --erasures beside a backup.",
    );
  if (!areKnown(migrations))
    throw new BackupFault(
      "This backup was made by a newer version of the program: restore it with that one.",
    );
  refuseOtherKeys(head, keys);
}

async function refuseFull(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
      order by 1`,
  );
  if (rows.length === 0) return;
  const some = rows
    .slice(0, 5)
    .map(({ name }) => name)
    .join(", ");
  throw new BackupFault(
    `The database is not empty: ${rows.length} tables stand in it (${some}${rows.length > 5 ? ", …" : ""}). Nothing was restored: make a new one.`,
  );
}

/** What is read alone on one machine of a cluster is so on all, where Citus has to write as well. */
async function refuseCluster(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query("select from pg_extension where extname = 'citus'");
  if (rows.length > 0)
    throw new BackupFault(
      "This database has Citus. Restore into one without it, then create extension citus there, add its machines and run npm run spread -- --citus.",
    );
}

const listErasures = (db: Db) => db.selectFrom("erasure").select(["name", "at"]).execute();

/** For all but the connections of `writing`. */
async function setReadOnly(pool: pg.Pool, on: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    "select quote_ident(current_database()) as name",
  );
  const setting = "default_transaction_read_only";
  await pool.query(
    `alter database ${rows[0]!.name} ${on ? `set ${setting} = on` : `reset ${setting}`}`,
  );
}

function writing(url: string): string {
  const [database, query] = url.split("?");
  const parameters = new URLSearchParams(query);
  // of a large database a look at all of it takes minutes
  parameters.set("statement_timeout", "0");
  parameters.set("options", `-c default_transaction_read_only=off ${SESSION}`);
  return `${database}?${parameters}`;
}
