/** The figures of this process, of its pool and of its queue. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import type { Connection } from "#db/connection.ts";

export interface Metrics {
  /** Media type of what `read` gives. */
  type: string;
  read: () => Promise<string>;
  /** One answer was given, files of the build apart. */
  observeRequest: (method: string, status: number, seconds: number) => void;
  /** How the page cache answered: `fresh`, `stale` (a refresh runs) or `miss` (it waited for the page). */
  countPage: (outcome: "fresh" | "stale" | "miss") => void;
  /** One statement took so many rows, the first of which had waited so long for it. */
  observeBatch: (statement: string, rows: number, waitedSeconds: number) => void;
  /** A post was turned away because too many waited. */
  countTurnedAway: (statement: string) => void;
}

export function createMetrics({ db, pool }: Pick<Connection, "db" | "pool">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_seconds",
    help: "Time from a request to its answer, files of the build apart",
    labelNames: ["method", "status"],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.15, 0.5, 2, 10],
    registers,
  });
  const pages = new Counter({
    name: "page_cache_total",
    help: "Public pages asked for, by how the cache answered",
    labelNames: ["outcome"],
    registers,
  });
  const rows = new Histogram({
    name: "batch_rows",
    help: "Submissions that one statement took",
    labelNames: ["statement"],
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  const waits = new Histogram({
    name: "batch_wait_seconds",
    help: "Time that the first submission of a batch waited for its statement",
    labelNames: ["statement"],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.15, 0.5, 2],
    registers,
  });
  const turnedAway = new Counter({
    name: "batch_turned_away_total",
    help: "Submissions answered 503 because too many waited",
    labelNames: ["statement"],
    registers,
  });
  new Gauge({
    name: "database_connections",
    help: "Connections of this process's pool; waiting are tasks that want one",
    labelNames: ["state"],
    registers,
    collect() {
      this.set({ state: "open" }, pool.totalCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  new Gauge({
    name: "mail_queued",
    help: "Mails that wait to leave",
    registers,
    async collect() {
      const counted = await db
        .selectFrom("mail_message")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("state", "=", "queued")
        .executeTakeFirst()
        .catch(() => undefined);
      // while the database is away the other figures are still wanted
      if (counted) this.set(Number(counted.count));
      else this.remove();
    },
  });
  return {
    type: registry.contentType,
    read: () => registry.metrics(),
    observeRequest: (method, status, seconds) => requests.observe({ method, status }, seconds),
    countPage: (outcome) => pages.inc({ outcome }),
    observeBatch(statement, count, waitedSeconds) {
      rows.observe({ statement }, count);
      waits.observe({ statement }, waitedSeconds);
    },
    countTurnedAway: (statement) => turnedAway.inc({ statement }),
  };
}
