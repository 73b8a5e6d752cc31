/** Opens the pool that every query goes through. */
import type net from "node:net";

import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";

import { readAddress } from "./address.ts";
import { isReadOnly } from "./faults.ts";
import { statementName } from "./named.ts";
import { followPrimary, refuseStandby } from "./primary.ts";
import { takePulse } from "./pulse.ts";
import type { Database } from "./schema.ts";

/** The handle that every feature takes first; a `Transaction` is assignable to it. */
export type Db = Kysely<Database>;

const types = new pg.TypeOverrides();
const asText = (value: string) => value;
types.setTypeParser(pg.types.builtins.DATE, asText);
types.setTypeParser(pg.types.builtins.INT8, Number);

type Verify = (client: pg.ClientBase) => Promise<void>;

export interface Connection {
  db: Db;
  pool: pg.Pool;
  /** The pool as `db` borrows from it. */
  lender: PostgresPool;
  close: () => Promise<void>;
}

/**
 * Statements that have a name (`named`) are prepared under it once for each connection. With several servers in the
 * address it is the one that takes writes that they are sent to.
 *
 * An address with `pgbouncer=true` leads through a pooler in transaction mode, which keeps no
 * session: nothing is prepared, and nothing is asked for at the start of a connection, so time-outs
 * are to be set for the database's user (docs/scale.md).
 * @param url a `postgres://` address
 * @param max connections in the pool
 * @param onFault told of a connection that broke while idle; the pool opens another by itself
 * @param stream makes the sockets of those to a server, which is named as the address names it
 * @param verify looks at each new connection before anything else is asked over it; throws where nothing may be
 */
export function connect(
  url: string,
  max = 10,
  onFault: (error: Error) => void = () => {},
  stream?: (server: string) => net.Socket,
  verify?: Verify,
): Connection {
  const { servers, pooled, clustered } = readAddress(url);
  const ways = servers.map(({ name, address }) => ({
    connectionString: address,
    ...(stream && { stream: () => stream(name) }),
  }));
  const looks = [...(ways.length > 1 ? [refuseStandby] : []), ...(verify ? [verify] : [])];
  const pool = new pg.Pool({
    ...ways[0],
    max,
    types,
    connectionTimeoutMillis: 5_000,
    application_name: "demands-tracker",
    keepAlive: true,
    // the pool waits for it; for `verify` it does not look again whether the borrower has given up meanwhile
    ...(looks.length > 0 && {
      onConnect: (client: pg.ClientBase): unknown => inTurn(looks, client),
    }),
    ...(!pooled && { ...timeouts, options: clustered ? CLUSTERED : SESSION }),
  });
  pool.on("error", onFault);
  // a client in use has no listener of the pool's: without one its broken connection ends the process
  pool.on("connect", (client) => client.on("error", onFault));
  if (ways.length > 1) followPrimary(pool, ways);
  const lender = lending(pool, !pooled);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: lender }) });
  const close = async () => {
    await db.destroy();
    // Kysely leaves a pool alone that it has not used
    if (!pool.ending) await pool.end();
  };
  return { db, pool, lender, close };
}

async function inTurn(looks: readonly Verify[], client: pg.ClientBase): Promise<void> {
  for (const look of looks) await look(client);
}

/**
 * The same for who lets people wait: when the database freezes, what waits for it fails with `Frozen`
 * within a second, and while it is frozen whatever is asked fails at once.
 * @param hear told when a server has frozen, and when it answers again
 */
export function connectAlive(
  url: string,
  onFault: (error: Error) => void,
  hear: (answers: boolean, server: string) => void,
  verify?: Verify,
  max = 10,
): Connection {
  const { servers, pooled } = readAddress(url);
  const pulses = new Map(
    servers.map(({ name, address }) => [
      name,
      takePulse(address, pooled, (answers) => hear(answers, name)),
    ]),
  );
  const stream = (server: string) => pulses.get(server)!.socket();
  const connection = connect(url, max, onFault, stream, verify);
  const close = async () => {
    for (const pulse of pulses.values()) pulse.stop();
    await connection.close();
  };
  return { ...connection, close };
}

/** Days of signings, an import and the night's work at once. */
const OWNER_MAX = 3;

/**
 * By the user that makes and changes tables. One server may be silent for as long as it likes, and thaws; of several
 * another one takes writes meanwhile, so it is given up.
 */
export const connectOwner = (url: string, onFault: (error: Error) => void): Connection =>
  readAddress(url).servers.length > 1
    ? connectAlive(url, onFault, () => {}, undefined, OWNER_MAX)
    : connect(url, OWNER_MAX, onFault);

/**
 * Plans are made without looking at values: planning the long statements takes longer than running
 * them, and Postgres by itself plans small batches anew each time. tests/explain.test.ts looks at
 * the plans that this gives. Nothing is compiled for a run (`jit`): Postgres would take a third of a second for it each
 * time, of statements that take a millisecond.
 */
export const SESSION = "-c plan_cache_mode=force_generic_plan -c jit=off";

/** Citus sends parts of a statement to where their values lie, so it cannot plan without them. */
const CLUSTERED = "-c plan_cache_mode=auto -c jit=off";

const timeouts = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 };

/** In milliseconds. A server that has not answered by then, a little after its own time-out, is gone or frozen. */
const ANSWERED_IN = 32_000;

/** The pool as Kysely takes it, its clients preparing what has a name where they may. */
function lending(pool: pg.Pool, prepares: boolean): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let isLost = false;
      const query = async (text: string, values: readonly unknown[]) => {
        const name = prepares ? statementName(values) : undefined;
        const named = name !== undefined && { name, query_timeout: ANSWERED_IN };
        try {
          return await client.query({ ...named, text, values: [...values] });
        } catch (error) {
          // the answer may still come, and would be taken for that of the next query; another server may take writes
          isLost ||= (error as Error).message === "Query read timeout" || isReadOnly(error);
          throw error;
        }
      };
      return {
        query: query as unknown as PostgresPoolClient["query"],
        release: (isBroken) => client.release(isLost || isBroken),
      };
    },
  };
}
