/** The figures of all processes under one supervisor, whichever of them is asked. */
import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";

import { AggregatorRegistry } from "prom-client";

import type { Figures, Metrics } from "../host/figures/metrics.server.ts";

/** A web process wants the sum; the supervisor asks each for its own; each gives them; the sum goes back. */
type Message =
  | { figures: "wanted"; id: number }
  | { figures: "give"; id: number }
  | { figures: "given"; id: number; values: Figures }
  | { figures: "summed"; id: number; text: string };

/** A process that does not answer by then is left out. */
const PATIENCE_MS = 1_000;

let lastId = 0;

/** In the supervisor: sums whenever a web process wants it. */
export function answerWithSums(own: Metrics): void {
  const takers = new Map<number, (values: Figures) => void>();

  async function ask(child: Worker): Promise<Figures> {
    const id = ++lastId;
    const given = new Promise<Figures>((resolve) => takers.set(id, resolve));
    send(child, { figures: "give", id });
    const late = new AbortController();
    const nothing = sleep(PATIENCE_MS, [], { signal: late.signal }).catch(() => []);
    const values = await Promise.race([given, nothing]);
    late.abort();
    takers.delete(id);
    return values;
  }

  cluster.on("message", (asker: Worker, message: Message) => {
    if (message.figures === "given") takers.get(message.id)?.(message.values);
    if (message.figures !== "wanted") return;
    const children = Object.values(cluster.workers ?? {}).filter((child) => child !== undefined);
    void Promise.all([own.readValues(), ...children.map(ask)]).then(async (all) => {
      const text = await AggregatorRegistry.aggregate(all).metrics();
      send(asker, { figures: "summed", id: message.id, text });
    });
  });
}

/** In a web process: gives its own figures when asked, and reads the sums of all. */
export function summedMetrics(own: Metrics): Metrics {
  const readers = new Map<number, (text: string) => void>();
  process.on("message", (message: Message) => {
    if (message.figures === "summed") {
      readers.get(message.id)?.(message.text);
      readers.delete(message.id);
    } else if (message.figures === "give") {
      const { id } = message;
      void own.readValues().then((values) => {
        process.send!({ figures: "given", id, values } satisfies Message);
      });
    }
  });
  return {
    ...own,
    read: () =>
      new Promise((resolve) => {
        const id = ++lastId;
        readers.set(id, resolve);
        process.send!({ figures: "wanted", id } satisfies Message);
      }),
  };
}

function send(child: Worker, message: Message): void {
  if (child.isConnected()) child.send(message);
}
