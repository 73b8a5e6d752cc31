/** Two sites at the same work in turns, each a checkout's on a database of its own. */
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { BENCH } from "./cluster.ts";
import { ownSeconds, processorSeconds } from "./processor.ts";
import type { Tools } from "./tools.ts";

export interface Meeting extends AsyncDisposable {
  sites: readonly Met[];
  /** How much each of them does in a run; there are two of these, and the first one warms up. */
  amount: number;
  /** One run of both. @returns how many seconds each one took */
  run: () => Promise<number[]>;
  /** @throws NotFit when a database does not hold what was acknowledged */
  check: () => Promise<void>;
}

export interface Met {
  /** The process that is measured, with those that it starts. */
  pid: number;
  db: Db;
}

/**
 * Starts both.
 * @param folders the two checkouts
 */
export type Meet = (tools: Tools, folders: readonly string[]) => Promise<Meeting>;

/** What one site has done and used in a run: a second, and of the processors for each time. */
export interface Measured {
  rate: number;
  /** In microseconds; NaN where the system does not tell. */
  site: number;
  /** The same of Postgres. */
  postgres: number;
}

/** One run of both, in their order. */
export async function measureRun({ sites, amount, run }: Meeting): Promise<Measured[]> {
  const spendings = await Promise.all(sites.map(openSpending));
  let isOver = false;
  const look = async () => {
    for (; !isOver; await sleep(LOOK_EVERY)) for (const { look } of spendings) await look();
  };
  const looking = look();
  let seconds: number[];
  try {
    seconds = await run();
  } finally {
    isOver = true;
    await looking;
  }
  const spent = await Promise.all(spendings.map(({ spent }) => spent()));
  return spent.map(({ site, postgres }, index) => ({
    rate: amount / seconds[index]!,
    site: (site / amount) * 1e6,
    postgres: (postgres / amount) * 1e6,
  }));
}

/** A connection that is idle for long is closed, and what its process has used can be read no more. */
const LOOK_EVERY = 500;

async function openSpending({ pid, db }: Met) {
  const site = processorSeconds(pid) ?? NaN;
  const before = await backendsOf(db);
  const last = new Map(before);
  const look = async () => {
    for (const [backend, seconds] of await backendsOf(db)) last.set(backend, seconds);
  };
  const spent = async () => {
    await look();
    const used = [...last].map(([backend, seconds]) => seconds - (before.get(backend) ?? 0));
    return {
      site: (processorSeconds(pid) ?? NaN) - site,
      postgres: used.reduce((sum, seconds) => sum + seconds, 0),
    };
  };
  return { look, spent };
}

/**
 * Seconds that each process of Postgres has used which serves a connection of the site. What the
 * writers in the background use belongs to nobody.
 */
async function backendsOf(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend'
       and application_name <> ${BENCH}`.execute(db);
  return new Map(
    rows.flatMap(({ pid }) => {
      const seconds = ownSeconds(pid);
      // one may end between the question and the look
      return seconds === undefined ? [] : [[pid, seconds]];
    }),
  );
}
