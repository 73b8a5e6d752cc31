/**
 * The Postgres of a first run: real binaries from npm, a cluster in the data folder, on loopback.
 * Process control is our own so that Postgres outlives the last request, never dies of the Ctrl-C
 * meant for the web server, is found again by the commands and after a crash, and gets up again.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Say } from "../say-rarely.ts";
import {
  LocalDatabaseError,
  prepareFolder,
  reachableCluster,
  readPassword,
  unprivilegedOwner,
} from "./folders.ts";
import { keepRunning } from "./keep.ts";
import { isPostgres, readPid, stopCluster, withStartLock } from "./process.ts";
import { freePort, makeIfNone, type Place, startOrJoin } from "./start.ts";
import { forgetUse, noteUse, otherUses, type Use } from "./users.ts";

export interface LocalDatabase {
  url: string;
  /** Starts Postgres again whenever it has ended, at the same address, until `stop`. For a server. */
  keep: (log: Say) => void;
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
      const others = otherUses(home);
      if (use === "server" && others.some((other) => other.use === "server")) return undefined;
      const cluster = owner ? reachableCluster(home, owner) : path.join(home, "postgres");
      const place = { home, cluster, password, flags, owner };
      // whoever uses it already is left its data, and finds it again where it was
      if (others.length === 0) makeIfNone(place);
      const { url, pid, port } = await startOrJoin(place, others[0]?.port ?? (await freePort()));
      noteUse(home, { use, port });
      return inUse(place, url, pid, port);
    });
    if (database) return database;
    await sleep(100);
  }
  throw new LocalDatabaseError(
    `Another server runs in the data folder ${dataDir}: stop it, or give another folder with DATA_DIR.`,
  );
}

/** @param pid of the Postgres that answers at `url`, on `port` */
function inUse(place: Place, url: string, pid: number, port: number): LocalDatabase {
  const { home, cluster } = place;
  let endKeeping = () => Promise.resolve();
  let left: Promise<void> | undefined;
  const startAgain = (signal: AbortSignal) =>
    withStartLock(home, async () => (await startOrJoin(place, port, signal)).pid, signal);
  return {
    url,
    keep: (log) => (endKeeping = keepRunning(pid, startAgain, log)),
    stop: () => (left ??= endKeeping().then(() => leave(home, cluster, pid))),
  };
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
