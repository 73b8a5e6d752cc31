/**
 * The Postgres of a first run: real binaries from npm, a cluster in the data folder, on loopback.
 * Process control is our own so that Postgres outlives the last request, never dies of the Ctrl-C
 * meant for the web server, and is found again by the commands and after a crash.
 */
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
  prepareFolder,
  reachableBinaries,
  reachableCluster,
  readPassword,
  unprivilegedOwner,
} from "./folders.ts";
import { forgetUse, noteUse, otherUses, type Use } from "./users.ts";
import { clearStalePid, isPostgres, readPid, stopCluster, withStartLock } from "./process.ts";

export interface LocalDatabase {
  url: string;
  /** The last of all who use it stops Postgres, and returns when that has ended. */
  stop: () => Promise<void>;
}

/** A server that is on its way out has so long, in tenths of a second. */
const MOST_TRIES = 20;

/**
 * Starts Postgres in `dataDir`, or joins the one that runs there.
 * @param flags further `postgres` options, each as `-c name=value`
 * @throws LocalDatabaseError when the folder cannot be written, Postgres cannot start, or `use` is
 *   that of a server and another one runs there
 */
export async function startLocalDatabase(
  dataDir: string,
  use: Use,
  flags: string[] = [],
): Promise<LocalDatabase> {
  const home = prepareFolder(dataDir);
  const password = readPassword(home);
  const owner = process.getuid?.() === 0 ? unprivilegedOwner() : undefined;
  for (let tries = 0; tries <= MOST_TRIES; tries++) {
    const database = await withStartLock(home, async () => {
      if (use === "server" && otherUses(home).includes("server")) return undefined;
      const cluster = owner ? reachableCluster(home, owner) : path.join(home, "postgres");
      const url = await startOrJoin(home, cluster, password, flags, owner);
      noteUse(home, use);
      const pid = readPid(cluster)!.pid;
      let left: Promise<void> | undefined;
      return { url, stop: () => (left ??= leave(home, cluster, pid)) };
    });
    if (database) return database;
    await sleep(100);
  }
  throw new LocalDatabaseError(
    `Another server runs in the data folder ${dataDir}: stop it, or give another folder with DATA_DIR.`,
  );
}

/** Under the lock of those who start, so that nobody joins what is being stopped. */
async function leave(home: string, cluster: string, pid: number): Promise<void> {
  // a folder that was deleted meanwhile has no other users
  if (!fs.existsSync(home)) return stopCluster(cluster, pid);
  return withStartLock(home, async () => {
    forgetUse(home);
    const running = otherUses(home).length === 0 ? readPid(cluster) : undefined;
    if (running && isPostgres(running.pid)) await stopCluster(cluster, running.pid);
  });
}

/** @returns the address of a Postgres that answers */
async function startOrJoin(
  home: string,
  cluster: string,
  password: string,
  flags: string[],
  owner: Owner | undefined,
): Promise<string> {
  const running = await runningServer(cluster, password);
  if (running) return running;

  const binaries = owner ? reachableBinaries(owner) : nativeFolder();
  clearStalePid(cluster);
  if (!fs.existsSync(path.join(cluster, "PG_VERSION"))) {
    initialise(binaries, cluster, password, owner);
  }
  const port = await freePort();
  const log = fs.openSync(path.join(home, "postgres.log"), "a", 0o600);
  const child = spawn(
    path.join(binaries, "bin", "postgres"),
    ["-D", cluster, "-p", String(port), "-c", "listen_addresses=127.0.0.1"].concat(
      ["unix_socket_directories=", "max_connections=200", "timezone=UTC", "log_timezone=UTC"]
        .concat(flags)
        .flatMap((flag) => ["-c", flag]),
    ),
    { ...owner, cwd: "/", detached: true, stdio: ["ignore", log, log], env: postgresEnv() },
  );
  fs.closeSync(log);
  const url = urlOf(port, password);
  try {
    await answering(child, url, path.join(home, "postgres.log"));
  } catch (error) {
    child.kill("SIGQUIT");
    throw error;
  }
  child.unref();
  return url;
}

const urlOf = (port: number, password: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

async function runningServer(cluster: string, password: string): Promise<string | undefined> {
  const noted = readPid(cluster);
  if (!noted || !isPostgres(noted.pid)) return undefined;
  const url = urlOf(noted.port, password);
  for (let tries = 0; tries < 40 && isPostgres(noted.pid); tries++) {
    const folder = await ask(url);
    if (folder !== undefined) {
      if (isFolderOf(cluster, folder)) return url;
      // copied together with the folder while that one's Postgres ran
      fs.rmSync(path.join(cluster, "postmaster.pid"), { force: true });
      return undefined;
    }
    await sleep(250);
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

async function answering(child: ChildProcess, url: string, log: string): Promise<void> {
  let fault: Error | undefined;
  child.on("error", (error) => (fault = error));
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if (fault || child.exitCode !== null) break;
    if ((await ask(url)) !== undefined) return;
  }
  const last = fs.readFileSync(log, "utf8").trim().split("\n").slice(-2).join(" ");
  throw new LocalDatabaseError(`Postgres did not start: ${fault?.message ?? last}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
