/** Starts the Postgres of a cluster, or finds the one that runs in it. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import {
  initialise,
  LocalDatabaseError,
  nativeFolder,
  type Owner,
  postgresEnv,
  reachableBinaries,
} from "./folders.ts";
import { clearStalePid, isPostgres, readPid } from "./process.ts";

/**
 * What Postgres writes of an error quotes the row and the value: so it tells of its own life alone, and nothing of
 * statements.
 */
const QUIET = [
  "log_min_messages=log",
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
];

/** A cluster and how its Postgres is run. */
export interface Place {
  /** The data folder. */
  home: string;
  cluster: string;
  password: string;
  /** Further `postgres` options, each as `-c name=value`. */
  flags: string[];
  /** As whom it runs when this process is root. */
  owner: Owner | undefined;
}

export interface RunningPostgres {
  url: string;
  pid: number;
  port: number;
}

const binariesFor = (owner: Owner | undefined) =>
  owner ? reachableBinaries(owner) : nativeFolder();

/** Makes the cluster where there is none yet. */
export function makeIfNone({ cluster, password, owner }: Place): void {
  if (fs.existsSync(path.join(cluster, "PG_VERSION"))) return;
  initialise(binariesFor(owner), cluster, password, owner);
}

/**
 * @param port where it is to answer, unless one runs already elsewhere
 * @param signal of one who tries again and again: ends a start that is under way
 * @returns a Postgres that answers
 * @throws LocalDatabaseError with its last words when it does not start
 */
export async function startOrJoin(
  place: Place,
  port: number,
  signal?: AbortSignal,
): Promise<RunningPostgres> {
  const { home, cluster, password, flags, owner } = place;
  const running = await runningServer(cluster, password, signal);
  if (running) return running;

  const binaries = binariesFor(owner);
  clearStalePid(cluster);
  const log = path.join(home, "postgres.log");
  const output = fs.openSync(log, "a", 0o600);
  const before = fs.fstatSync(output).size;
  const child = spawn(
    path.join(binaries, "bin", "postgres"),
    ["-D", cluster, "-p", String(port), "-c", "listen_addresses=127.0.0.1"].concat(
      ["unix_socket_directories=", "max_connections=200", "timezone=UTC", "log_timezone=UTC"]
        .concat(QUIET, flags)
        .flatMap((flag) => ["-c", flag]),
    ),
    { ...owner, cwd: "/", detached: true, stdio: ["ignore", output, output], env: postgresEnv() },
  );
  fs.closeSync(output);
  const url = urlOf(port, password);
  try {
    await answering(child, url, signal);
  } catch (error) {
    child.kill("SIGQUIT");
    const why = (error as Error).message || lastWords(log, before);
    // a server tries again every second, perhaps for days and on a full disk
    if (signal) fs.truncateSync(log, before);
    throw new LocalDatabaseError(`Postgres did not start: ${why}`);
  }
  child.unref();
  return { url, pid: child.pid!, port };
}

const urlOf = (port: number, password: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

async function runningServer(
  cluster: string,
  password: string,
  signal?: AbortSignal,
): Promise<RunningPostgres | undefined> {
  const noted = readPid(cluster);
  if (!noted || !isPostgres(noted.pid)) return undefined;
  const url = urlOf(noted.port, password);
  for (let tries = 0; tries < 40 && isPostgres(noted.pid); tries++) {
    const folder = await ask(url);
    if (folder !== undefined) {
      if (isFolderOf(cluster, folder)) return { url, ...noted };
      // copied together with the folder while that one's Postgres ran
      fs.rmSync(path.join(cluster, "postmaster.pid"), { force: true });
      return undefined;
    }
    await sleep(250, undefined, { signal });
  }
  return undefined;
}

/** Whether a Postgres that says that it works in `folder` works in this cluster, perhaps moved since. */
const isFolderOf = (cluster: string, folder: string) =>
  !fs.existsSync(folder) || fs.realpathSync(folder) === fs.realpathSync(cluster);

/** The data folder of the Postgres that answers, or undefined. */
async function ask(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("show data_directory");
    return rows[0]?.data_directory;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @throws an Error, without a message where Postgres itself has said why */
async function answering(child: ChildProcess, url: string, signal?: AbortSignal): Promise<void> {
  let fault: Error | undefined;
  child.on("error", (error) => (fault = error));
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50, undefined, { signal })) {
    if (fault) throw fault;
    if (child.exitCode !== null || child.signalCode !== null) break;
    if ((await ask(url)) !== undefined) return;
  }
  throw new Error("");
}

/** What Postgres wrote last into its log, which was `before` bytes long when it was started. */
function lastWords(log: string, before: number): string {
  const lines = fs.readFileSync(log).subarray(before).toString().trim().split("\n");
  const why = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line));
  return why ?? (lines.slice(-2).join(" ") || "it left no word");
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
