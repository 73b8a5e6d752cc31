/** Processes that are killed under load, again and again. */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { dataFolder, postgresPid, start } from "../support/embedded.ts";
import { childrenOf } from "../support/frozen.ts";
import { startStandIn } from "../support/resend-stand-in.ts";
import { freePort, type Running, untilPrinted } from "../support/server.ts";
import { type SigningLoad, startSigning } from "../support/signing-load.ts";
import type { Outcome } from "./outcome.ts";
import { judge, keysOf, kill, mailBy, makePlace, PATIENCE, untilTaken } from "./place.ts";

/** Kills at a moment that nobody has chosen, while people sign. @returns the seconds until somebody could sign again */
export async function repeat(
  rounds: number,
  load: SigningLoad,
  hurt: () => Promise<void>,
): Promise<number[]> {
  const recovery: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    await sleep(Math.random() * 150);
    const begun = performance.now();
    await hurt();
    await untilTaken(load, 1);
    recovery.push((performance.now() - begun) / 1000);
  }
  return recovery;
}

const portOf = ({ base }: Running) => Number(new URL(base).port);

export async function killApp(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  let server = await place.serve();
  const load = place.load([server]);
  const recovery = await repeat(rounds, load, async () => {
    await kill(server);
    server = await place.serve({}, portOf(server));
  });
  return await judge({ ...place, load, url: place.database.url }, recovery);
}

export async function killWebProcess(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const server = await place.serve({ WEB_CONCURRENCY: "2", LOG_LEVEL: "info" });
  // one that dies before all serve ends the start, as it must
  await untilPrinted(server, /"msg":"started"/);
  const load = place.load([server]);
  const recovery = await repeat(rounds, load, async () => {
    const web = childrenOf(server.process.pid!);
    process.kill(web[Math.floor(Math.random() * web.length)]!, "SIGKILL");
    await sleep(20);
  });
  return await judge({ ...place, load, url: place.database.url }, recovery);
}

export async function killWorker(rounds: number): Promise<Outcome> {
  await using place = await makePlace(0.2);
  const server = await place.serve({ ROLE: "web" });
  let worker = await place.serve({ ROLE: "worker" });
  const load = place.load([server]);
  const recovery = await repeat(rounds, load, async () => {
    const taken = place.standIn.requests.length;
    // so that it is killed while it hands mails over, not while it starts
    for (let n = 0; n < 400 && place.standIn.requests.length === taken; n++) await sleep(5);
    await kill(worker);
    worker = await place.serve({ ROLE: "worker" });
  });
  return await judge({ ...place, load, url: place.database.url }, recovery);
}

/** The Postgres of a first run, which its server starts again. */
export async function killEmbedded(rounds: number): Promise<Outcome> {
  using data = dataFolder();
  await using standIn = await startStandIn({ faultRate: 0.05 });
  await using server = await start(data.folder, await freePort(), {
    ...mailBy(standIn),
    LOG_LEVEL: "silent",
  });
  const load = startSigning({ bases: [server.base], standIn, people: 6, patience: PATIENCE });
  const recovery = await repeat(rounds, load, async () => {
    const pid = postgresPid(data.folder);
    process.kill(pid, "SIGKILL");
    while (!hasNewPid(data.folder, pid)) await sleep(5);
  });
  const read = (name: string) => fs.readFileSync(path.join(data.folder, name), "utf8");
  const [, , , port] = read("postgres/postmaster.pid").split("\n");
  const url = `postgres://postgres:${read("postgres.password").trim()}@127.0.0.1:${port}/postgres`;
  return await judge({ load, url, keys: keysOf(read("keys")), standIn }, recovery);
}

export async function killPostgres(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  place.database.keep();
  const server = await place.serve();
  const load = place.load([server]);
  const recovery = await repeat(rounds, load, async () => {
    const pid = place.database.pid();
    process.kill(pid, "SIGKILL");
    while (!hasNewPid(place.database.folder, pid)) await sleep(5);
  });
  return await judge({ ...place, load, url: place.database.url }, recovery);
}

/** While it starts its file may be missing, or not written to its end. */
function hasNewPid(folder: string, old: number): boolean {
  try {
    const pid = postgresPid(folder);
    return pid > 0 && pid !== old;
  } catch {
    return false;
  }
}
