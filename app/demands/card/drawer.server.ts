/** Has cards drawn by a thread of their own, so that no page waits while one is drawn. */
import { Worker } from "node:worker_threads";

import type { Card } from "./card.ts";

export interface Drawer {
  /** @returns a PNG; undefined where too many wait already, or the thread failed, which the next card begins anew */
  draw: (card: Card) => Promise<Buffer | undefined>;
  close: () => Promise<unknown>;
}

/** So many cards may wait for the one that is drawn. */
const MOST_WAITING = 50;
/** In milliseconds, with its start: a thread that takes longer hangs, and is ended. */
const PATIENCE = 30_000;

interface Job {
  card: Card;
  end: (png: Buffer | undefined) => void;
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
  let current: (Job & { timer: NodeJS.Timeout }) | undefined;

  function end(png: Buffer | undefined): void {
    clearTimeout(current?.timer);
    current?.end(png);
    current = undefined;
    next();
  }

  function start(): Worker {
    const started = new Worker(thread, { execArgv: [] });
    // a site that stops does not wait for it
    started.unref();
    started.on("message", (png: Uint8Array) => end(Buffer.from(png.buffer)));
    started.on("error", (error: Error) => warn({ problem: error.message }, "a card was not drawn"));
    started.on("exit", () => {
      if (worker === started) worker = undefined;
      end(undefined);
    });
    return started;
  }

  function next(): void {
    const job = current ? undefined : waiting.shift();
    if (!job) return;
    worker ??= start();
    const hangs = worker;
    const timer = setTimeout(() => {
      warn({ patience }, "a card takes too long to be drawn");
      void hangs.terminate();
    }, patience);
    current = { ...job, timer: timer.unref() };
    worker.postMessage(job.card);
  }

  return {
    draw(card) {
      if (waiting.length >= MOST_WAITING) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting.push({ card, end: resolve });
        next();
      });
    },
    close: async () => worker?.terminate(),
  };
}
