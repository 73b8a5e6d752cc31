/** The database that the configuration means: the one at `DATABASE_URL`, else the embedded one. */
import { connect } from "#db/connection.ts";
import { Standby } from "#db/faults.ts";
import { type LocalDatabase, startLocalDatabase } from "#db/local/server.ts";
import type { Use } from "#db/local/users.ts";

import { type Config, ConfigError } from "../config.server.ts";

/**
 * @param use the embedded one serves one server at a time, and any number of commands
 * @returns the database until `stop`
 * @throws LocalDatabaseError when the embedded one cannot start, or another server uses it
 * @throws ConfigError when `DATABASE_URL` cannot be reached
 */
export async function openDatabase(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  use: Use,
): Promise<LocalDatabase> {
  return databaseUrl ? reach(databaseUrl) : startLocalDatabase(dataDir, use);
}

/** @throws ConfigError in one line when nothing answers there, or not to this user, or it names a file that is not there */
async function reach(url: string): Promise<LocalDatabase> {
  try {
    await knock(url);
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    const isTold = syscall === "open" || error instanceof Standby;
    const why = isTold ? message : (code ?? message);
    throw new ConfigError(`DATABASE_URL cannot be reached: ${why}`);
  }
  // whoever runs it keeps it
  return { url, keep: () => {}, stop: () => Promise.resolve() };
}

async function knock(url: string): Promise<void> {
  const { pool, close } = connect(url, 1);
  const ask = () => pool.query("select");
  try {
    // one that wakes up may take longer than a connection is waited for
    await ask().catch(ask);
  } finally {
    await close();
  }
}
