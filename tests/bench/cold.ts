/** `cold`: from the start of the process to ready on an existing database, and then the first page. */
import { setTimeout as sleep } from "node:timers/promises";

import { freePort, siteEnvironment } from "../support/server.ts";
import { openLine } from "./client.ts";
import { get } from "./requests.ts";
import { DEMAND, startServer } from "./site.ts";
import { type Bench, insist } from "./tools.ts";

export const cold: Bench = async ({ cluster, runs }) => {
  await using database = await cluster.newDatabase("bench_cold");
  const starts: number[] = [];
  const pages: number[] = [];
  for (let run = 0; run < runs; run++) {
    const port = await freePort();
    const begun = performance.now();
    await using server = startServer(siteEnvironment(database.url, port), port);
    while ((await statusOf(port, "/readyz")) !== 200) {
      insist(server.process.exitCode === null, `the site did not start:\n${server.output()}`);
      await sleep(5);
    }
    const ready = performance.now();
    const status = await statusOf(port, `/demands/${DEMAND.slug}`);
    insist(status === 200, `the first page had status ${status}`);
    starts.push((ready - begun) / 1000);
    pages.push(performance.now() - ready);
  }
  return [
    { name: "cold: start to ready", unit: "s", ours: starts },
    { name: "cold: the first page after it", unit: "ms", ours: pages },
  ];
};

/** 0 while nobody listens. */
async function statusOf(port: number, path: string): Promise<number> {
  const line = await openLine(port).catch(() => undefined);
  if (!line) return 0;
  const status = await new Promise<number>((resolve) => line.send(get(port, path), resolve));
  line.close();
  return status;
}
