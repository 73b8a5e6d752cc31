/** Programs of the machine that some tests stand on: a Postgres server and pgbouncer, where they are installed. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { type Owner, postgresEnv, unprivilegedOwner } from "#db/local/folders.ts";

import { isAlive } from "./embedded.ts";
import { childrenOf, signal } from "./frozen.ts";

/** Neither runs as root. */
const owner: Partial<Owner> = process.getuid?.() === 0 ? unprivilegedOwner() : {};
export const asOwner = { ...owner, cwd: "/", env: postgresEnv(), stdio: "ignore" } as const;

/** The folder of the newest Postgres's programs, as Debian installs them. */
export function findPostgres(): string | undefined {
  const versions = fs.existsSync("/usr/lib/postgresql")
    ? fs.readdirSync("/usr/lib/postgresql")
    : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((bin) => fs.existsSync(path.join(bin, "pg_basebackup")));
}

export function findPgbouncer(): string | undefined {
  return ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"].find((file) =>
    fs.existsSync(file),
  );
}

/** A folder that the programs may write to; gone when the test ends. */
export function scratchFolder(): Disposable & { at: (name: string) => string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-installed-"));
  if (owner.uid !== undefined) fs.chownSync(folder, owner.uid, owner.gid!);
  return {
    at: (name) => path.join(folder, name),
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Cluster extends AsyncDisposable {
  url: string;
  /** Pulls the plug. */
  stop: () => Promise<void>;
  /** Ends all of its processes where they stand, with SIGKILL. */
  kill: () => Promise<void>;
  start: () => Promise<void>;
  /** Of its first process. */
  pid: () => number;
}

/**
 * Starts the cluster in `data`, which `initdb` or `pg_basebackup` has made, on loopback.
 * @param settings each `name=value`; unless told it is quick and forgets all at a power cut
 */
export async function startCluster(
  bin: string,
  data: string,
  port: number,
  settings: readonly string[] = ["fsync=off"],
): Promise<Cluster> {
  const flags = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
  const control = async (...words: string[]) => {
    const child = spawn(path.join(bin, "pg_ctl"), ["-D", data, "-w", ...words], asOwner);
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) throw new Error(`pg_ctl ${words[0]} failed: ${data}.log may say why`);
  };
  const pid = () =>
    Number(fs.readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  let runs = false;
  const start = async () => {
    const options = [`-p ${port}`, ...flags.map((flag) => `-c ${flag}`)].join(" ");
    await control("start", "-l", `${data}.log`, "-o", options);
    runs = true;
  };
  const stop = async () => {
    if (runs) await control("stop", "-m", "immediate");
    runs = false;
  };
  const kill = async () => {
    const first = pid();
    // the first of them is stopped before it can begin another one
    signal(first, "SIGSTOP");
    const all = [first, ...childrenOf(first)];
    for (const one of all) signal(one, "SIGKILL");
    runs = false;
    // none of them may hold the memory that the next ones ask for
    while (all.some(isAlive)) await sleep(2);
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    ...{ stop, kill, start, pid },
    [Symbol.asyncDispose]: stop,
  };
}

export function makeCluster(bin: string, data: string): void {
  const how = ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"];
  execFileSync(path.join(bin, "initdb"), how, asOwner);
}

/** A copy of a running cluster that will follow it. */
export function copyCluster(bin: string, url: string, data: string): void {
  const how = ["-d", url, "-D", data, "-R", "-X", "stream", "-c", "fast", "--no-sync"];
  execFileSync(path.join(bin, "pg_basebackup"), how, asOwner);
}

/** pgbouncer in transaction mode with `size` connections to the database behind `url`. */
export function startPgbouncer(
  program: string,
  file: string,
  url: string,
  port: number,
  size: number,
): AsyncDisposable & { url: string } {
  const { hostname, port: behind, username, password, pathname } = new URL(url);
  const settings = `
    [databases]
    pooled = host=${hostname} port=${behind} user=${username} password=${password} dbname=${pathname.slice(1)}
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = ${port}
    unix_socket_dir =
    auth_type = any
    pool_mode = transaction
    default_pool_size = ${size}
    max_client_conn = 100
    logfile = ${file}.log`;
  fs.writeFileSync(file, settings.replaceAll(/^ +/gm, ""));
  if (owner.uid !== undefined) fs.chownSync(file, owner.uid, owner.gid!);
  const child = spawn(program, ["-q", file], asOwner);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    url: `postgres://anyone@127.0.0.1:${port}/pooled?pgbouncer=true`,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
