/** What processes have used of the processors, as Linux tells it. */
import fs from "node:fs";

/** Linux counts in hundredths of a second, whatever its own clock does. */
const TICK = 0.01;

interface Used {
  parent: number;
  own: number;
  /** Of those that it started and that have ended. */
  ended: number;
}

/** Fields 4 and 14 to 17 of proc_pid_stat(5); the second one, a name in brackets, may hold spaces. */
function read(pid: number | string): Used | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const sum = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * TICK;
    return { parent: Number(fields[1]), own: sum(11), ended: sum(13) };
  } catch {
    return undefined;
  }
}

export const parentOf = (pid: number): number | undefined => read(pid)?.parent;

/** @returns seconds used by a process and those that it has started, undefined on other systems */
export function processorSeconds(pid: number): number | undefined {
  const first = read(pid);
  if (!first) return undefined;
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(read)
    .reduce((sum, one) => (one?.parent === pid ? sum + one.own : sum), first.own + first.ended);
}
