/** Postgres servers of a test's own that freeze, and networks that swallow what is sent. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { connect } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { postgresPid } from "./embedded.ts";

export interface OwnServer extends AsyncDisposable {
  url: string;
  /** Stops Postgres and its backends where they stand, until `thaw`. */
  freeze: () => void;
  thaw: () => void;
  /** Of its first process. */
  pid: () => number;
  /** Starts it again whenever it has ended, as what runs a Postgres does. */
  keep: () => void;
  /** Its data folder is `postgres` in this one. */
  folder: string;
}

/**
 * A Postgres for one test alone, with demands and places.
 * @param flags of Postgres, each `name=value`; unless told it is quick and forgets all at a power cut
 */
export async function ownServer(flags: string[] = ["fsync=off"]): Promise<OwnServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-frozen-"));
  fs.chmodSync(folder, 0o755);
  const { url, stop, keep } = await startLocalDatabase(folder, "server", flags);
  await fill(url);
  let frozen: number[] = [];
  const thaw = () => {
    for (const pid of frozen) signal(pid, "SIGCONT");
    frozen = [];
  };
  return {
    ...{ url, thaw, folder },
    pid: () => postgresPid(folder),
    keep: () => keep(() => {}),
    freeze() {
      const server = postgresPid(folder);
      // the first of them is stopped before it can begin another one
      process.kill(server, "SIGSTOP");
      frozen = [server, ...childrenOf(server)];
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    [Symbol.asyncDispose]: async () => {
      thaw();
      await stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Demands and places, in an empty database. */
export async function fill(url: string): Promise<void> {
  const { db, close } = connect(url, 2);
  await migrateToLatest(db);
  await makeSigningDays(db, new Date());
  await seedIfEmpty(db, true, new Date());
  await close();
}

export function childrenOf(pid: number): number[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!);
}

/** One that has ended meanwhile is none of our business. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

export interface Swallower extends AsyncDisposable {
  url: string;
  /** From now on nothing arrives, either way. What is open at that moment is never heard of again. */
  swallow: () => void;
  passOn: () => void;
}

/** A network between us and the database at `url`. */
export async function swallower(url: string): Promise<Swallower> {
  const { hostname, port } = new URL(url);
  const ends = new Set<net.Socket>();
  let swallows = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on("error", () => {});
      from.on("close", () => {
        ends.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
    if (swallows) stopAll();
  });
  function stopAll(): void {
    for (const end of ends) {
      end.unpipe();
      end.pause();
    }
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const through = new URL(url);
  through.port = String((server.address() as net.AddressInfo).port);
  return {
    url: through.href,
    swallow() {
      swallows = true;
      stopAll();
    },
    passOn: () => void (swallows = false),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const end of ends) end.destroy();
      await closed;
    },
  };
}
