/** A server on the embedded Postgres, in a data folder of its own. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { inherited, type Running, startProcess, untilReady } from "./server.ts";

/** Removed when the test ends. */
export function dataFolder(): { folder: string } & Disposable {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-first-"));
  fs.chmodSync(folder, 0o755);
  return {
    folder,
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** A data folder in which the demo has run and ended; `database-server.ts` makes it when the build is new. */
export const DEMO = path.resolve(".cache/demo");

/** A copy of it, for what is not about a first run. */
export function usedFolder(): { folder: string } & Disposable {
  const data = dataFolder();
  execFileSync("cp", ["-a", `${DEMO}/.`, data.folder]);
  return data;
}

/** @returns as soon as it serves */
export async function start(
  folder: string,
  port: number,
  env: Record<string, string> = {},
): Promise<Running> {
  const origin = `http://127.0.0.1:${port}`;
  const server = startProcess({ DATA_DIR: folder, APP_ORIGIN: origin, ...env }, port);
  await untilReady(server);
  return server;
}

export const postgresPid = (folder: string) =>
  Number(fs.readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The first processes of every Postgres that works in the data folder. */
export const postgresOf = (folder: string): string[] =>
  spawnSync("ps", ["-A", "-o", "args="], { encoding: "utf8" })
    .stdout.split("\n")
    .filter((args) => args.includes(`-D ${folder}/`));

/** Runs a command on the folder's database. @returns its exit code and what it wrote on the error stream */
export function command(
  folder: string,
  script: string,
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [`app/commands/${script}.ts`], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...inherited, NODE_ENV: "production", DATA_DIR: folder },
  });
  let stderr = "";
  child.stderr.on("data", (data) => (stderr += String(data)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stderr })));
}

/** Makes it impossible for Postgres to start, until it is mended. */
export function breakCluster(folder: string): { mend: () => void } {
  const control = path.join(folder, "postgres/global/pg_control");
  fs.renameSync(control, `${control}.away`);
  return { mend: () => fs.renameSync(`${control}.away`, control) };
}

/** A disk of its own for a data folder; undefined where this machine does not let us mount one. */
export function smallDisk(megabytes = 220): ({ folder: string } & Disposable) | undefined {
  const data = dataFolder();
  const mount = ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", data.folder];
  if (spawnSync("mount", mount).status !== 0) return void data[Symbol.dispose]();
  return {
    folder: data.folder,
    [Symbol.dispose]: () => {
      spawnSync("umount", ["--lazy", data.folder]);
      data[Symbol.dispose]();
    },
  };
}
