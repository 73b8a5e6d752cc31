/** A worker of the site, and the end of what it has to carry. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Db } from "#db/connection.ts";

import { freePort, siteEnvironment, type Running } from "../support/server.ts";
import type { Child } from "./child.ts";
import type { Database } from "./cluster.ts";
import type { SinkQuestion, SinkReport } from "./mail-sink.ts";
import { untilNoneWaits } from "./outbox.ts";
import { mailEnvironment, startServer } from "./site.ts";
import { insist } from "./tools.ts";

/** @param provider the address of who takes the mails */
export async function startWorker(
  { url }: Pick<Database, "url">,
  provider: string,
  folder = ".",
): Promise<Running> {
  const port = await freePort();
  const env = { ...siteEnvironment(url, port), ...mailEnvironment(provider), ROLE: "worker" };
  return startServer(env, port, folder);
}

/**
 * Waits until all mails were taken and their rows say so.
 * @returns how many seconds that took
 * @throws NotFit when one was taken twice or not at all, or not as it must be
 */
export async function untilDrained(
  db: Db,
  sink: Child<SinkQuestion, SinkReport>,
  worker: Running,
  queued: number,
): Promise<number> {
  const begun = performance.now();
  while ((await sink.ask("report")).mails < queued) {
    insist(worker.process.exitCode === null, `the worker has ended:\n${worker.output()}`);
    await sleep(50);
  }
  await untilNoneWaits(db);
  const seconds = (performance.now() - begun) / 1000;
  const { mails, twice, wrong } = await sink.ask("report");
  insist(mails === queued, `${mails} mails were taken of ${queued}`);
  insist(twice === 0, `${twice} mails were taken twice`);
  insist(wrong.length === 0, `requests were not as they must be: ${wrong[0]}`);
  return seconds;
}
