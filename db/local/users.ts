/**
 * Who uses the Postgres of a data folder: a file for each process, read and written under the start
 * lock. Files, for Postgres forgets whoever was connected when one of its processes breaks down.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { isAlive } from "./process.ts";

/** There is one server in a data folder, beside any number of commands. */
export type Use = "server" | "command";

export interface Noted {
  use: Use;
  /** Where Postgres answers; one that is started again keeps it. */
  port: number;
}

const folderOf = (home: string) => path.join(home, "users");
const fileOf = (home: string, pid: number) => path.join(folderOf(home), String(pid));

/** Notes that this process uses it. */
export function noteUse(home: string, { use, port }: Noted): void {
  fs.mkdirSync(folderOf(home), { recursive: true });
  const lines = [use, birthOf(process.pid), home, port];
  fs.writeFileSync(fileOf(home, process.pid), lines.join("\n"));
}

export function forgetUse(home: string): void {
  fs.rmSync(fileOf(home, process.pid), { force: true });
}

/** What the other processes that live use it for; the files of those that died are removed. */
export function otherUses(home: string): Noted[] {
  if (!fs.existsSync(folderOf(home))) return [];
  const pids = fs.readdirSync(folderOf(home)).map(Number);
  return pids.flatMap((pid) => {
    if (pid === process.pid) return [];
    const [use, birth, noted, port] = fs.readFileSync(fileOf(home, pid), "utf8").split("\n");
    if (isAlive(pid) && birthOf(pid) === birth && !isCopied(home, noted!))
      return [{ use: use as Use, port: Number(port) }];
    fs.rmSync(fileOf(home, pid));
    return [];
  });
}

/** Whether a file came here with the copy of a folder that stands elsewhere. */
const isCopied = (home: string, noted: string) =>
  fs.existsSync(noted) && fs.realpathSync(noted) !== fs.realpathSync(home);

/** Tells a process from a later one of the same number; empty for one that has ended or where nobody knows. */
export function birthOf(pid: number): string {
  try {
    // proc_pid_stat(5): the name in brackets may hold spaces, the moment of the start is field 22
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? "" : fields[18]!;
  } catch {
    const { stdout } = spawnSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" });
    return (stdout as string | null)?.trim() ?? "";
  }
}
