/** Has each mail examined by a thread of its own: whatever is in it, no page and no other mail waits long for it. */
import { Worker } from "node:worker_threads";

import type { Examined } from "./examine.server.ts";

export type Reader = (raw: Uint8Array) => Promise<Examined>;

/** In milliseconds: a thread that takes longer is ended. */
const PATIENCE = 30_000;
/** In MiB: three times what the largest mail needs. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

export interface ReaderOptions {
  thread?: URL;
  patience?: number;
  /** Of the DNS, instead of this machine's. */
  servers?: readonly string[];
}

export function createReader({
  thread = new URL("./worker.server.ts", import.meta.url),
  patience = PATIENCE,
  servers,
}: ReaderOptions = {}): Reader {
  return (raw) =>
    new Promise((resolve) => {
      const workerData = { raw, servers };
      const worker = new Worker(thread, { execArgv: [], workerData, resourceLimits: MEMORY });
      const end = (examined: Examined) => {
        clearTimeout(timer);
        resolve(examined);
        void worker.terminate();
      };
      const timer = setTimeout(() => end({ unreadable: "too-slow" }), patience);
      worker.on("message", end);
      worker.on("error", () => end({ unreadable: "malformed" }));
      worker.on("exit", () => end({ unreadable: "malformed" }));
    });
}
