/** Keeps several web processes on one port: starts them, replaces those that die, renews them in turn. */
import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";

import type { Logger } from "pino";

import { ConfigError } from "../config.server.ts";
import type { FromWebProcess, ToWebProcess } from "./supervised.server.ts";
import { BRIEFLY, type Patience } from "../host/drain.server.ts";

export interface Supervision {
  /** Lets every process answer what it has, and resolves when all have ended. */
  stop: () => Promise<void>;
  /** Puts a new process, from the build on disk, in the place of each, one after another. */
  renew: () => Promise<void>;
}

export interface SupervisionTools {
  /** How many serve at any time. */
  processes: number;
  databaseUrl: string;
  log: Logger;
  /** What one gets whose place another has taken. */
  patience: Patience;
  /** Told of each death, for the figures. */
  countDeath: () => void;
}

/** The wait before a process is replaced doubles with every death of the last minute, up to this. */
const LONGEST_WAIT_MS = 10_000;
/** Many times what a start takes on a busy machine; one that takes longer never ends. */
const START_MS = 60_000;

/**
 * This process keeps the listening socket and hands connections out in turn, so that none is
 * refused while at least one web process serves.
 * @throws ConfigError when a process cannot begin to serve before any has
 */
export async function superviseWeb(tools: SupervisionTools): Promise<Supervision> {
  const { processes, databaseUrl, log, patience, countDeath } = tools;
  /** Those whose end would be a death. */
  const serving = new Set<Worker>();
  /** Those whose successor is on its way already. */
  const succeeded = new Set<Worker>();
  let deaths: number[] = [];
  let stopping = false;
  let hasServed = false;

  async function add(): Promise<void> {
    const child = await startOne(databaseUrl);
    serving.add(child);
    hasServed = true;
    log.info({ pid: child.process.pid }, "a web process serves");
    child.once("exit", (code, signal) => {
      const isMissed = serving.delete(child);
      if (stopping || !(succeeded.delete(child) || isMissed)) return;
      countDeath();
      log.error({ pid: child.process.pid, code, signal }, "a web process died");
      if (isMissed) void replace();
    });
  }

  /** What ends at its start once another one serves has another fault than its configuration. */
  async function addFirst(): Promise<void> {
    try {
      await add();
    } catch (error) {
      if (!hasServed || stopping) throw error;
      log.error({ problem: (error as Error).message }, "a web process did not begin to serve");
      await replace();
    }
  }

  async function replace(): Promise<void> {
    const minuteAgo = Date.now() - 60_000;
    deaths = [...deaths.filter((moment) => moment > minuteAgo), Date.now()];
    await sleep(Math.min(100 * 2 ** (deaths.length - 1), LONGEST_WAIT_MS));
    if (stopping) return;
    await add().catch((error: unknown) => {
      log.error({ problem: (error as Error).message }, "a web process could not be replaced");
      void replace();
    });
  }

  async function renewEach(): Promise<void> {
    for (const old of [...serving]) {
      if (stopping) return;
      // one that died meanwhile is replaced already
      if (!serving.delete(old)) continue;
      succeeded.add(old);
      log.info({ pid: old.process.pid }, "a web process is renewed");
      try {
        await add();
      } catch (error) {
        if (succeeded.delete(old)) serving.add(old);
        else void replace();
        throw error;
      }
      succeeded.delete(old);
      await end(old, patience);
      log.info({ pid: old.process.pid }, "a web process has ended");
    }
  }

  let renewal: Promise<void> = Promise.resolve();
  await Promise.all(Array.from({ length: processes }, addFirst));
  return {
    renew() {
      // a second wish begins when the first has been met, with what is on disk by then
      renewal = renewal.then(renewEach).catch((error: unknown) => {
        log.error({ problem: (error as Error).message }, "the web processes stay as they are");
      });
      return renewal;
    },
    async stop() {
      stopping = true;
      const all = Object.values(cluster.workers ?? {}).filter((child) => child !== undefined);
      await Promise.all(all.map((child) => end(child, BRIEFLY)));
    },
  };
}

/** @returns the process, once it listens */
function startOne(databaseUrl: string): Promise<Worker> {
  const child = cluster.fork();
  // the channel of one that has just died
  child.on("error", () => {});
  tell(child, { do: "serve", databaseUrl });
  return new Promise((resolve, reject) => {
    let problem: string | undefined;
    const late = setTimeout(() => {
      problem = `A web process did not listen within ${START_MS / 1_000} s.`;
      child.process.kill("SIGKILL");
    }, START_MS);
    child.on("message", (message: FromWebProcess) => {
      if ("problem" in message) problem = message.problem;
      if ("haveChanged" in message) {
        const { haveChanged } = message;
        const slugs = haveChanged === "all" ? undefined : haveChanged;
        tellOthers(child, { do: "renew-pages", slugs });
      }
    });
    child.once("listening", () => {
      clearTimeout(late);
      resolve(child);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(late);
      reject(
        new ConfigError(problem ?? `A web process ended at its start (${signal || String(code)}).`),
      );
    });
  });
}

/** Past its patience, and a second for its own end, a process is killed. */
async function end(child: Worker, patience: Patience): Promise<void> {
  if (child.isDead()) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const late = setTimeout(() => child.process.kill("SIGKILL"), patience.all + 1_000);
  tell(child, { do: "drain", patience });
  await ended;
  clearTimeout(late);
}

function tellOthers(child: Worker, message: ToWebProcess): void {
  for (const other of Object.values(cluster.workers ?? {})) {
    if (other && other !== child) tell(other, message);
  }
}

function tell(child: Worker, message: ToWebProcess): void {
  if (child.isConnected()) child.send(message);
}
