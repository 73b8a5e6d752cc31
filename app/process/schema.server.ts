/** The schema at a start: brought to the newest by who may change tables, waited for by who may not. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";

import { readLogin } from "#db/address.ts";
import type { Db } from "#db/connection.ts";
import { grantAccess, readerOf } from "#db/grants.ts";
import { isCurrent, migrateToLatest } from "#db/migrate.ts";

import { type Config, ConfigError } from "../config.server.ts";

/** In milliseconds: a worker that starts at the same time has migrated by then, or fails. */
const PATIENCE_MS = 60_000;

/** Whether this user may make and change tables. */
export async function mayChange(db: Db): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select has_schema_privilege(current_schema(), 'create') as may`.execute(db);
  return rows[0]!.may;
}

/**
 * Migrates, and lets the site's own role have what is new.
 * @param db by an address that may change tables
 */
export async function bringUpToDate(
  db: Db,
  config: Pick<Config, "databaseUrl" | "migrateUrl">,
): Promise<void> {
  const ran = await migrateToLatest(db);
  if (ran.length > 0) await grantSite(db, config);
}

/** @returns whether there are roles to be granted anything */
export async function grantSite(
  db: Db,
  { databaseUrl, migrateUrl }: Pick<Config, "databaseUrl" | "migrateUrl">,
): Promise<boolean> {
  if (!databaseUrl || !migrateUrl) return false;
  const app = readLogin(databaseUrl).name;
  const { rows } = await sql`
    select from pg_roles
     where rolname in (${app}, ${readerOf(app)}) and rolname <> current_user`.execute(db);
  if (rows.length < 2) return false;
  await grantAccess(db, app);
  return true;
}

/** @throws ConfigError when nobody has migrated by then */
export async function waitUntilCurrent(db: Db, patience = PATIENCE_MS): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isCurrent(db))) {
    if (performance.now() >= end)
      throw new ConfigError(
        "The schema is not current, and the user of DATABASE_URL may not change it: run npm run migrate with DATABASE_MIGRATE_URL.",
      );
    await sleep(500);
  }
}
