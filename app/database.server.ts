/** The database that the configuration means: the one at `DATABASE_URL`, else the embedded one. */
import { findLocalDatabase, type LocalDatabase, startLocalDatabase } from "#db/local.ts";

import type { Config } from "./config.server.ts";

/**
 * @returns its address, and `stop`, which ends a Postgres that this call started
 * @throws LocalDatabaseError when the embedded one cannot start
 */
export async function findOrStartDatabase(
  config: Pick<Config, "databaseUrl" | "dataDir">,
): Promise<Pick<LocalDatabase, "url" | "stop">> {
  const leave = () => Promise.resolve();
  if (config.databaseUrl) return { url: config.databaseUrl, stop: leave };
  const running = await findLocalDatabase(config.dataDir);
  if (running) return { url: running, stop: leave };
  return startLocalDatabase(config.dataDir);
}
