/** The database that the configuration means: the one at `DATABASE_URL`, else the embedded one. */
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { startLocalDatabase } from "#db/local.ts";
import { LocalDatabaseError } from "#db/local-folders.ts";

import { type Config, ConfigError } from "./config.server.ts";

type Where = Pick<Config, "databaseUrl" | "dataDir">;

/** A database as long as it is used. */
interface Used {
  url: string;
  /** The last of all who use an embedded one stops it. */
  stop: () => Promise<void>;
}

/** Held by the server that works in an embedded Postgres: two would answer for one folder. */
const KEEPER_LOCK = 8_012_022;
/** Shared by all who use an embedded Postgres; who stops it holds it alone. */
const USE_LOCK = 8_012_027;

/** A tenth of a second apart; one that is being stopped ends meanwhile. */
const MOST_TRIES = 100;
/** In milliseconds; below what the end of a process waits for its database. */
const ANSWERED_IN = 2_000;

/**
 * For a server: the database, which it keeps until `stop`.
 * @throws LocalDatabaseError when the embedded one cannot start or another server keeps it
 * @throws ConfigError when `DATABASE_URL` cannot be reached
 */
export async function keepDatabase(config: Where): Promise<Used> {
  if (config.databaseUrl) return reach(config.databaseUrl);
  const { url, stop, user } = await enterLocalDatabase(config.dataDir);
  for (let tries = 0; !(await lock(user, "pg_try_advisory_lock", KEEPER_LOCK)); tries++) {
    if (tries === 20) {
      await stop();
      throw new LocalDatabaseError(
        `Another server runs in the data folder ${config.dataDir}: stop it, or give another folder with DATA_DIR.`,
      );
    }
    await sleep(100);
  }
  return { url, stop };
}

/** For a command: the database as it runs, or started. */
export async function findOrStartDatabase(config: Where): Promise<Used> {
  return config.databaseUrl ? reach(config.databaseUrl) : enterLocalDatabase(config.dataDir);
}

/** @throws ConfigError in one line when nothing answers there, or not to this user */
async function reach(url: string): Promise<Used> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError(`DATABASE_URL cannot be reached: ${code ?? message}`);
  } finally {
    await client.end().catch(() => {});
  }
  return { url, stop: () => Promise.resolve() };
}

async function enterLocalDatabase(dataDir: string): Promise<Used & { user: pg.Client }> {
  for (let tries = 1; ; tries++) {
    const { url, stop } = await startLocalDatabase(dataDir);
    const user = await enter(url);
    if (user) {
      let left: Promise<void> | undefined;
      return { url, user, stop: () => (left ??= leave(user, stop)) };
    }
    if (tries === MOST_TRIES) {
      throw new LocalDatabaseError(`Postgres in ${dataDir} is being stopped and does not end.`);
    }
    await sleep(100);
  }
}

/** @returns a connection that says that the database is used, or undefined when it is being stopped */
async function enter(url: string): Promise<pg.Client | undefined> {
  const user = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  user.on("error", () => {});
  try {
    await user.connect();
    if (await lock(user, "pg_try_advisory_lock_shared", USE_LOCK)) return user;
  } catch {
    // stopped between being found and being entered
  }
  await user.end().catch(() => {});
  return undefined;
}

async function leave(user: pg.Client, stop: () => Promise<void>): Promise<void> {
  // one that has broken down is used by nobody
  const isLast = await givesUp(user).catch(() => true);
  // its lock lasts until Postgres has ended, so that nobody enters what is being stopped
  if (isLast) await stop();
  await user.end().catch(() => {});
}

/** Gives its share back before it asks for all: of several who leave at once, one is the last. */
async function givesUp(user: pg.Client): Promise<boolean> {
  await lock(user, "pg_advisory_unlock_shared", USE_LOCK);
  return lock(user, "pg_try_advisory_lock", USE_LOCK);
}

async function lock(client: pg.Client, how: string, key: number): Promise<boolean> {
  const asked = { text: `select ${how}($1) as done`, values: [key], query_timeout: ANSWERED_IN };
  const { rows } = await client.query<{ done: boolean }>(asked);
  return rows[0]!.done;
}
