/** Ends a process: its parts stop in order, and a part that hangs is left behind at the deadline. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Logger } from "pino";

type Stop = () => Promise<unknown>;

/** What a start has got so far; it fills this in as it goes. */
export interface Started {
  /** Resolves when it can be stopped; rejects when there is nothing to stop. */
  database: Promise<{ stop: Stop }> | undefined;
  closeConnections: Stop | undefined;
  log: Logger | undefined;
  /** Puts new web processes in the place of the running ones. */
  renew: Stop | undefined;
  /** That was asked for before all of them served. */
  renewSoon: boolean;
  /** Web server and background work. */
  parts: Stop[];
}

/** Together below the 10 s after which a supervisor kills. */
const GRACE_MS = 6_000;
const DATABASE_MS = 3_000;

/** npm passes on the Ctrl-C that the terminal has given to everybody: both are one. */
const SAME_SIGNAL_MS = 500;

/** Gives the parts 6 s to finish what they have in hand, then stops the database. Never throws. */
export async function stopAll(started: Started): Promise<void> {
  const graceful = async () => {
    await Promise.all(started.parts.map(attempt));
    if (started.closeConnections) await attempt(started.closeConnections);
  };
  const begun = performance.now();
  await within(GRACE_MS, graceful());
  // what the parts did not need is left to a database that is still starting
  await stopDatabase(started, GRACE_MS + DATABASE_MS - (performance.now() - begun));
}

async function stopDatabase({ database }: Started, patience: number): Promise<void> {
  const found = database?.catch(() => undefined);
  await within(
    patience,
    attempt(async () => (await found)?.stop()),
  );
}

/** In milliseconds, between two looks at whether npm still runs. */
const LOOK_MS = 250;
const PARENT = process.ppid;

/**
 * Takes SIGINT and SIGTERM from now on.
 * @param options.byNpm whether npm began this process: a signal that npm gets ends its shell, which passes
 *   it on to nobody, so to be left alone is to be told
 * @returns resolves at the first; a second one stops the database alone and ends the process
 */
export function untilTold(started: Started, { byNpm }: { byNpm: boolean }): Promise<void> {
  let first: number | undefined;
  return new Promise((resolve) => {
    const told = () => {
      first ??= performance.now();
      resolve();
      if (performance.now() - first < SAME_SIGNAL_MS) return;
      void stopDatabase(started, DATABASE_MS).then(() => process.exit(1));
    };
    process.on("SIGINT", told).on("SIGTERM", told);
    const look = () => {
      if (process.ppid !== PARENT) resolve();
    };
    if (byNpm) setInterval(look, LOOK_MS).unref();
  });
}

const within = (ms: number, work: Promise<void>) => Promise.race([work, sleep(ms)]);

async function attempt(stop: Stop): Promise<void> {
  try {
    await stop();
  } catch (error) {
    process.stderr.write(`Could not stop a part: ${(error as Error).message}\n`);
  }
}
