/** Opens the pool that every query goes through. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";

import type { Database } from "./schema.ts";

/** The handle that every feature takes first; a `Transaction` is assignable to it. */
export type Db = Kysely<Database>;

const types = new pg.TypeOverrides();
const asText = (value: string) => value;
types.setTypeParser(pg.types.builtins.DATE, asText);
types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Connection {
  db: Db;
  pool: pg.Pool;
  close: () => Promise<void>;
}

/**
 * @param url a `postgres://` address
 * @param max connections in the pool
 * @param onFault told of a connection that broke while idle; the pool opens another by itself
 */
export function connect(
  url: string,
  max = 10,
  onFault: (error: Error) => void = () => {},
): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: "demands-tracker",
  });
  pool.on("error", onFault);
  // a client in use has no listener of the pool's: without one its broken connection ends the process
  pool.on("connect", (client) => client.on("error", onFault));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
