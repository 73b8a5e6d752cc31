/** The figures of this process and of its pool, and of the queue of mails. */
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from "prom-client";

import type { Connection } from "#db/connection.ts";

import { type Door, doors } from "./refused.server.ts";

export interface Metrics {
  /** Media type of what `read` gives. */
  type: string;
  read: () => Promise<string>;
  /** The same as values, to be summed with those of other processes. */
  readValues: () => Promise<Figures>;
  /** One answer was given, files of the build apart. */
  observeRequest: (method: string, status: number, seconds: number) => void;
  /** How the page cache answered: `fresh`, `stale` (a refresh runs) or `miss` (it waited for the page). */
  countPage: (outcome: "fresh" | "stale" | "miss") => void;
  /** One statement took so many rows, the first of which had waited so long for it. */
  observeBatch: (statement: string, rows: number, waitedSeconds: number) => void;
  /** A post was turned away because too many waited. */
  countTurnedAway: (statement: string) => void;
  /** A signing was met other than freely, or a challenge was given. */
  countSigning: (way: "asked" | "proven" | "slow" | "full") => void;
  /** Who may be a program was asked whether a person sends the form, or signed after saying so. */
  countQuestion: (outcome: "asked" | "answered") => void;
  /** A web process died and is being replaced. */
  countDeath: () => void;
  /** Somebody was not let in. */
  countRefused: (door: Door) => void;
  /** The transport answered for so many mails: `retry` goes again, the others are final. */
  countMails: (outcome: "accepted" | "rejected" | "unknown" | "retry", mails: number) => void;
}

export type Figures = MetricObjectWithValues<MetricValue<string>>[];

/** What is told of the mails, and of what has to be forgotten. */
export interface Queue {
  queued: number;
  /** In seconds. */
  oldest: number;
  problems: number;
  settingsMissing: number;
  /** How long ago the oldest should have been forgotten that is kept still, in seconds. */
  overdue: number;
}

/**
 * @param readQueue may reject while the database is away: then the other figures are told alone
 * @param isAlarmed whether signatures come faster than they should
 */
export function createMetrics(
  { pool }: Pick<Connection, "pool">,
  readQueue: () => Promise<Queue>,
  isAlarmed: () => boolean,
): Metrics {
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
    help: "Connections of the pools; waiting are tasks that want one",
    labelNames: ["state"],
    registers,
    collect() {
      this.set({ state: "open" }, pool.totalCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  new Gauge({
    name: "stuffing_alarm",
    help: "1 while confirmations cross a line, so that somebody seems to stuff the lists",
    aggregator: "max",
    registers,
    collect() {
      this.set(isAlarmed() ? 1 : 0);
    },
  });
  const crowds = new Counter({
    name: "signing_crowd_total",
    help: "Challenges given (asked), signings with one solved, sent the slow way, and refused as it was full",
    labelNames: ["way"],
    registers,
  });
  const questions = new Counter({
    name: "signing_question_total",
    help: "Forms whose hidden field was filled: asked whether a person sends them, and signed after the answer",
    labelNames: ["outcome"],
    registers,
  });
  const deaths = new Counter({
    name: "web_process_deaths_total",
    help: "Web processes that died and were replaced",
    registers,
  });
  const refused = new Counter({
    name: "access_refused_total",
    help: "Who was not let in, by the door: sign-ins, sessions, roles, these figures, webhooks with a wrong signature",
    labelNames: ["door"],
    registers,
  });
  // the first of a door is a growth too
  for (const door of doors) refused.inc({ door }, 0);
  const mails = new Counter({
    name: "mail_answers_total",
    help: "Mails handed to the provider, by what became of them",
    labelNames: ["outcome"],
    registers,
  });
  addQueue(registry, readQueue);
  return {
    type: registry.contentType,
    read: () => registry.metrics(),
    readValues: () => registry.getMetricsAsJSON(),
    observeRequest: (method, status, seconds) => requests.observe({ method, status }, seconds),
    countPage: (outcome) => pages.inc({ outcome }),
    observeBatch(statement, count, waitedSeconds) {
      rows.observe({ statement }, count);
      waits.observe({ statement }, waitedSeconds);
    },
    countTurnedAway: (statement) => turnedAway.inc({ statement }),
    countSigning: (way) => crowds.inc({ way }),
    countQuestion: (outcome) => questions.inc({ outcome }),
    countDeath: () => deaths.inc(),
    countRefused: (door) => refused.inc({ door }),
    countMails: (outcome, number) => mails.inc({ outcome }, number),
  };
}

/** Mails are the deployment's, whichever process looks: of several answers one is taken. */
function addQueue(registry: Registry, readQueue: () => Promise<Queue>): void {
  let looking: Promise<Queue | undefined> | undefined;
  const look = () =>
    (looking ??= readQueue()
      .catch(() => undefined)
      .finally(() => (looking = undefined)));
  const add = (name: string, help: string, read: (queue: Queue) => number) =>
    new Gauge({
      name,
      help,
      aggregator: "max",
      registers: [registry],
      async collect() {
        const queue = await look();
        // while the database is away the other figures are still wanted
        if (queue) this.set(read(queue));
        else this.remove();
      },
    });
  add(
    "mail_queued",
    "Mails that may leave and have not, those of held letters apart",
    ({ queued }) => queued,
  );
  add(
    "mail_oldest_seconds",
    "How long the oldest mail that could leave has waited, or has been tried",
    ({ oldest }) => oldest,
  );
  add(
    "mail_settings_missing",
    "CAMPAIGN_ variables that a deployment lacks: above 0 only sign-in mails leave",
    ({ settingsMissing }) => settingsMissing,
  );
  add(
    "retention_overdue_seconds",
    "How long ago the oldest should have been forgotten that is kept still; a day is usual, for it is the night's work",
    ({ overdue }) => overdue,
  );
  add("mail_problems", "Mails of the last 24 hours that have a problem", (queue) => queue.problems);
}
