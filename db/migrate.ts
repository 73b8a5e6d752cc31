/** Brings a database to the newest schema; the migrations are listed here, never looked up on disk. */
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

import type { Db } from "./connection.ts";
import * as ground from "./migrations/0001_ground.ts";

const migrations: Record<string, Migration> = {
  "0001_ground": ground,
};

function migrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
}

/**
 * Runs what has not run yet, one process at a time. A lock that cannot be had in 2 s gives up
 * rather than hold up a running site.
 * @returns the names of the migrations that ran
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  const { error, results } = await db.connection().execute(async (one) => {
    await sql`set lock_timeout = '2s'`.execute(one);
    try {
      return await migrator(one).migrateToLatest();
    } finally {
      await sql`reset lock_timeout`.execute(one);
    }
  });
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Whether every migration that this program knows has run. */
export async function isCurrent(db: Db): Promise<boolean> {
  const known = await migrator(db).getMigrations();
  return known.every((migration) => migration.executedAt !== undefined);
}
