/** Two sites at the same work in turns, each a checkout's on a database of its own. */
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

/** @returns `spent`, the seconds of the processors since: of the site, and of Postgres for it; on Linux */
export async function lookAt({ pid, db }: Met) {
  const site = processorSeconds(pid) ?? NaN;
  const before = await backendsOf(db);
  return {
    spent: async () => ({
      site: (processorSeconds(pid) ?? NaN) - site,
      postgres: [...(await backendsOf(db))].reduce(
        (sum, [backend, seconds]) => sum + seconds - (before.get(backend) ?? 0),
        0,
      ),
    }),
  };
}

/**
 * What each process of Postgres has used that serves a connection of the site: that of one which
 * ends between two looks is lost, and that of the writers in the background belongs to nobody.
 */
async function backendsOf(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend'
       and application_name <> ${BENCH}`.execute(db);
  return new Map(rows.map(({ pid }) => [pid, ownSeconds(pid) ?? NaN]));
}
