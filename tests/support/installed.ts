/** Programs of the machine that some tests stand on: a Postgres server and pgbouncer, where they are installed. */
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { type Owner, postgresEnv, unprivilegedOwner } from "#db/local/folders.ts";

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

export interface Cluster extends Disposable {
  url: string;
  /** Pulls the plug. */
  stop: () => void;
  start: () => void;
}

/** Starts the cluster in `data`, which `initdb` or `pg_basebackup` has made, on loopback. */
export function startCluster(bin: string, data: string, port: number): Cluster {
  const control = (...words: string[]) =>
    execFileSync(path.join(bin, "pg_ctl"), ["-D", data, "-w", ...words], asOwner);
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  let runs = false;
  const start = () => {
    control("start", "-l", `${data}.log`, "-o", flags);
    runs = true;
  };
  const stop = () => {
    if (runs) control("stop", "-m", "immediate");
    runs = false;
  };
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop,
    start,
    [Symbol.dispose]: stop,
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
