/** How much memory processes hold. */
import { execFileSync } from "node:child_process";

/** Of a process and those that it has started. */
export function residentMegabytes(pid: number): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" });
  const kilobytes = lines
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([own, parent]) => own === pid || parent === pid)
    .reduce((sum, [, , rss]) => sum + rss!, 0);
  return kilobytes / 1024;
}
