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
    return { parent: Number(fields[1]), own: finely(pid) ?? sum(11), ended: sum(13) };
  } catch {
    return undefined;
  }
}

/**
 * Nanoseconds where the kernel tells them: the first number of each thread's schedstat
 * (Documentation/scheduler/sched-stats.rst), which stops when the thread ends.
 * @returns seconds of all threads that run
 */
function finely(pid: number | string): number | undefined {
  try {
    return fs
      .readdirSync(`/proc/${pid}/task`)
      .map((thread) => fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8"))
      .reduce((sum, text) => sum + Number(text.split(" ")[0]) / 1e9, 0);
  } catch {
    return undefined;
  }
}

/** @returns seconds used by a process alone, undefined on other systems or when it has ended */
export const ownSeconds = (pid: number): number | undefined => read(pid)?.own;

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
