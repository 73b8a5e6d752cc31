/** Finds and ends the Postgres process of a cluster. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Lines of postmaster.pid: process id, data folder, start time, port, … */
export function readPid(cluster: string): { pid: number; port: number } | undefined {
  try {
    const lines = fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A machine that went down leaves a pid file whose number another program may have by now. One of a
 * number that nobody has stays: by it Postgres finds what is left of the one before.
 */
export function clearStalePid(cluster: string): void {
  const noted = readPid(cluster);
  if (noted && isAlive(noted.pid) && !isPostgres(noted.pid)) {
    fs.rmSync(path.join(cluster, "postmaster.pid"), { force: true });
  }
}

/** Whether `pid` is a living Postgres, not another program that was given its number. */
export function isPostgres(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-p", String(pid), "-o", "comm=,stat="], {
    encoding: "utf8",
  });
  if (stdout === undefined || stdout === null) return isAlive(pid);
  return stdout.includes("postgres") && !/\sZ/.test(stdout);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** SIGINT is Postgres's fast shutdown; past 8 s SIGQUIT, from which it recovers at the next start. */
export async function stopCluster(cluster: string, pid: number): Promise<void> {
  let goneAt: number | undefined;
  for (const [signal, patience] of [
    ["SIGINT", 8_000],
    ["SIGQUIT", 4_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const end = Date.now() + patience; Date.now() < end; await sleep(25)) {
      if (!isAlive(pid)) return;
      // the pid file goes last; where nobody collects ended processes, one stays visible for ever
      if (!readPid(cluster)) goneAt ??= Date.now();
      if (goneAt !== undefined && Date.now() - goneAt > 500) return;
    }
  }
}

/** Past this a lock was left by a start that was killed, whoever has its number now. */
const LOCK_SECONDS = 90;

/**
 * Lets one process at a time make or start the cluster of a data folder; the others wait and find it running.
 * @param signal ends the wait, by rejecting
 */
export async function withStartLock<T>(
  home: string,
  act: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lock = path.join(home, "starting.pid");
  while (!takeLock(lock)) await sleep(100, undefined, { signal });
  try {
    return await act();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    const file = fs.openSync(lock, "wx");
    try {
      fs.writeSync(file, String(process.pid));
    } catch {
      // on a full disk the lock stands without a number
    }
    fs.closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = readLock(lock);
  const isLeft =
    holder && (holder.seconds > LOCK_SECONDS || (holder.pid > 0 && !isAlive(holder.pid)));
  if (isLeft) fs.rmSync(lock, { force: true });
  return false;
}

/** Undefined when it was given back meanwhile; the number is 0 until it is written. */
function readLock(lock: string): { pid: number; seconds: number } | undefined {
  try {
    const { mtimeMs } = fs.statSync(lock);
    return { pid: Number(fs.readFileSync(lock, "utf8")), seconds: (Date.now() - mtimeMs) / 1000 };
  } catch {
    return undefined;
  }
}
