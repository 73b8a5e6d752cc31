/** A Citus cluster of one's own: a coordinator and two workers of the installed Postgres, where Citus is beside it. */
import fs from "node:fs";
import path from "node:path";

import { connect } from "#db/connection.ts";

import {
  type Cluster,
  findPostgres,
  makeCluster,
  scratchFolder,
  startCluster,
} from "./installed.ts";
import { freePort } from "./server.ts";

/** The folder of the programs of a Postgres that has Citus. */
export function findCitus(): string | undefined {
  const bin = findPostgres();
  return bin && fs.existsSync(path.join(bin, "../lib/citus.so")) ? bin : undefined;
}

export interface Citus extends AsyncDisposable {
  /** The coordinator first. */
  machines: readonly Cluster[];
  /**
   * Joins the machines in a database that stands on the coordinator alone until now.
   * @returns its address there
   */
  join: (name: string) => Promise<string>;
  /** Starts one more machine and adds it to that database; it holds nothing yet. */
  grow: (name: string) => Promise<void>;
}

/** Of each server: shards are moved by logical replication, and a commit over several machines is prepared on each. */
const OF_CITUS = [
  ...["shared_preload_libraries=citus", "wal_level=logical"],
  ...["max_connections=300", "max_prepared_transactions=300", "citus.recover_2pc_interval=10s"],
];

/**
 * @param bin where the programs are
 * @param settings of each server beside these, each `name=value`; safe at a power cut unless told
 */
export async function startCitus(bin: string, settings: readonly string[] = []): Promise<Citus> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(scratchFolder());
  const machines: Cluster[] = [];
  const start = async () => {
    const data = folder.at(`machine-${machines.length}`);
    makeCluster(bin, data);
    const all = [...settings, ...OF_CITUS];
    machines.push(stack.use(await startCluster(bin, data, await freePort(), all)));
  };
  const add = async (worker: Cluster, name: string) => {
    await ask(worker.url, `create database ${name}`).catch(unlessItStands);
    await ask(urlOf(worker, name), "create extension citus");
    await ask(urlOf(machines[0]!, name), `select citus_add_node('127.0.0.1', ${portOf(worker)})`);
  };
  for (let n = 0; n < 3; n++) await start();
  return {
    machines,
    async join(name) {
      const [coordinator, ...workers] = machines;
      const url = urlOf(coordinator!, name);
      await ask(url, "create extension citus");
      await ask(url, `select citus_set_coordinator_host('127.0.0.1', ${portOf(coordinator!)})`);
      for (const worker of workers) await add(worker, name);
      await ask(url, `alter database ${name} set jit = off`);
      return `${url}?citus=true`;
    },
    async grow(name) {
      await start();
      await add(machines.at(-1)!, name);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const portOf = ({ url }: Cluster) => new URL(url).port;

const urlOf = ({ url }: Cluster, name: string) => url.replace(/\/postgres$/, `/${name}`);

/** As it is made with every server, `postgres` does. */
function unlessItStands(error: unknown): void {
  if ((error as { code?: string }).code !== "42P04") throw error;
}

/** Each over a connection of its own, as an operator asks. */
async function ask(url: string, statement: string): Promise<void> {
  const { pool, close } = connect(url, 1);
  try {
    await pool.query(statement);
  } finally {
    await close();
  }
}
