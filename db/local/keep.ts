/** Keeps the Postgres of a server: whatever ended it, it is started again, until it is stopped. */
import { setTimeout as sleep } from "node:timers/promises";

import { type Say, sayRarely } from "../say-rarely.ts";
import { isAlive } from "./process.ts";
import { birthOf } from "./users.ts";

/** Between two looks at whether it runs, in milliseconds. */
const LOOK = 500;
/** Between two tries to start it: a cause that ends, such as a full disk, is noticed so soon. */
const PAUSE = 1_000;

/**
 * @param pid of the Postgres that runs
 * @param startAgain gives the new one's, once it answers; ends what it does when told by its signal
 * @returns ends the keeping, and resolves when nothing is being started any more
 */
export function keepRunning(
  pid: number,
  startAgain: (signal: AbortSignal) => Promise<number>,
  log: Say,
): () => Promise<void> {
  const say = sayRarely(log);
  const stopping = new AbortController();
  const { signal } = stopping;
  const wait = (time: number) => sleep(time, undefined, { signal }).catch(() => {});

  async function start(): Promise<number | undefined> {
    while (!signal.aborted) {
      try {
        return await startAgain(signal);
      } catch (error) {
        if (!signal.aborted) say({ problem: (error as Error).message }, "Postgres does not start");
        await wait(PAUSE);
      }
    }
    return undefined;
  }

  async function keep(): Promise<void> {
    for (let running: number | undefined = pid; running !== undefined && !signal.aborted;) {
      const birth = birthOf(running);
      // where nobody collects ended processes one stays visible, and a number may be given again
      while (isAlive(running) && birthOf(running) === birth && !signal.aborted) await wait(LOOK);
      if (signal.aborted) return;
      say({}, "Postgres has ended and is started again");
      running = await start();
      if (running !== undefined) say({}, "Postgres runs again");
    }
  }

  const kept = keep();
  return async () => {
    stopping.abort();
    await kept;
  };
}
