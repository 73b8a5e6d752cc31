/** Has cards drawn by a thread of their own, so that no page waits while one is drawn. */
import { Worker } from "node:worker_threads";

import type { Card } from "./card.ts";

export type Drawn = Buffer | "busy" | "failed";

export interface Drawer {
  /** @returns a PNG; `busy` where too many wait already; `failed` with the thread, which the next card begins anew */
  draw: (card: Card) => Promise<Drawn>;
  close: () => Promise<unknown>;
}

/** So many cards may wait for the one that is drawn. */
const MOST_WAITING = 50;
/** In milliseconds, with its start: a thread that takes longer hangs, and is ended. */
const PATIENCE = 30_000;

interface Job {
  card: Card;
  end: (drawn: Drawn) => void;
}

/**
 * @param warn is told of a thread that failed
 * @param options.thread begun with the first card
 */
export function createDrawer(
  warn: (fields: object, message: string) => void,
  { thread = new URL("./worker.server.ts", import.meta.url), patience = PATIENCE } = {},
): Drawer {
  const waiting: Job[] = [];
  let worker: Worker | undefined;
  let current: (Job & { by: Worker; timer: NodeJS.Timeout }) | undefined;

  /** Ends the job of that thread; one that is being ended has none any more. */
  function end(by: Worker, drawn: Drawn): void {
    if (current?.by !== by) return;
    clearTimeout(current.timer);
    current.end(drawn);
    current = undefined;
    next();
  }

  function start(): Worker {
    const started = new Worker(thread, { execArgv: [] });
    // a site that stops does not wait for it
    started.unref();
    started.on("message", (png: Uint8Array) => end(started, Buffer.from(png.buffer)));
    started.on("error", (error: Error) => warn({ problem: error.message }, "a card was not drawn"));
    started.on("exit", () => {
      if (worker === started) worker = undefined;
      end(started, "failed");
    });
    return started;
  }

  function next(): void {
    const job = current ? undefined : waiting.shift();
    if (!job) return;
    worker ??= start();
    const by = worker;
    const timer = setTimeout(() => {
      warn({ patience }, "a card takes too long to be drawn");
      // it may answer yet, and is given nothing more
      worker = undefined;
      void by.terminate();
    }, patience);
    current = { ...job, by, timer: timer.unref() };
    by.postMessage(job.card);
  }

  return {
    draw(card) {
      if (waiting.length >= MOST_WAITING) return Promise.resolve("busy");
      return new Promise((resolve) => {
        waiting.push({ card, end: resolve });
        next();
      });
    },
    close: async () => worker?.terminate(),
  };
}
