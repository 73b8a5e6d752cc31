/** Workers in processes of their own, which a test kills while they work. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

/** How often a test kills; `KILLS=20 npx vitest run under-faults` has it done as long as is wished. */
export const kills = (usual: number): number => Number(process.env["KILLS"] ?? usual);

/** When the next is killed: as soon as so much is done, evenly up to a bound. */
export const killsUpTo = (usual: number, bound: number): number[] =>
  Array.from({ length: kills(usual) }, (_, index) =>
    Math.ceil(((index + 1) * bound) / kills(usual)),
  );

/** @param script in this folder */
export function startWorker(script: string, ...args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  // also where the test has run out of time, and does nothing at its end
  onTestFinished(() => killNow(child));
  return child;
}

export async function killNow(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  // false where it has ended by itself, and nothing is to be waited for
  if (child.kill("SIGKILL")) await gone;
}
