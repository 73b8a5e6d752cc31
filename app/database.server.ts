/** The database that the configuration means: the one at `DATABASE_URL`, else the embedded one. */
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { findLocalDatabase, type LocalDatabase, startLocalDatabase } from "#db/local.ts";
import { LocalDatabaseError } from "#db/local-folders.ts";

import { type Config, ConfigError } from "./config.server.ts";

type Where = Pick<Config, "databaseUrl" | "dataDir">;
type Found = Pick<LocalDatabase, "url" | "stop">;

/** Held by the server that looks after an embedded Postgres, so that nobody stops it under its feet. */
const KEEPER_LOCK = 8_012_022;

/**
 * For a server: the database, which it keeps until `stop`.
 * @throws LocalDatabaseError when the embedded one cannot start or another server keeps it
 * @throws ConfigError when `DATABASE_URL` cannot be reached
 */
export async function keepDatabase(config: Where): Promise<Found> {
  if (config.databaseUrl) return reach(config.databaseUrl);
  const { url, stop } = await startLocalDatabase(config.dataDir);
  const keeper = new pg.Client({ connectionString: url });
  keeper.on("error", () => {});
  await keeper.connect();
  for (let tries = 0; !(await tryLock(keeper)); tries++) {
    if (tries === 20) {
      await keeper.end();
      throw new LocalDatabaseError(
        `Another server runs in the data folder ${config.dataDir}: stop it, or give another folder with DATA_DIR.`,
      );
    }
    await sleep(100);
  }
  return { url, stop };
}

/** For a command: the database as it runs, or started for as long as no server keeps it. */
export async function findOrStartDatabase(config: Where): Promise<Found> {
  if (config.databaseUrl) return reach(config.databaseUrl);
  const url = await findLocalDatabase(config.dataDir);
  if (url) return { url, stop: () => Promise.resolve() };
  const local = await startLocalDatabase(config.dataDir);
  return {
    url: local.url,
    stop: async () => {
      if (!(await isKept(local.url))) await local.stop();
    },
  };
}

/** @throws ConfigError in one line when nothing answers there, or not to this user */
async function reach(url: string): Promise<Found> {
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

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock($1) as locked",
    [KEEPER_LOCK],
  );
  return rows[0]!.locked;
}

async function isKept(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return !(await tryLock(client));
  } finally {
    await client.end();
  }
}
