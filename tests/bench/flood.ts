/** `flood`: what one network that asks for whatever is dear does to those who read and sign. */
import { setTimeout as sleep } from "node:timers/promises";

import { startChild } from "./child.ts";
import type { Database } from "./cluster.ts";
import type { Figure } from "./figures.ts";
import { failuresOf, figuresOfFlood, type Flooded } from "./flood-figures.ts";
import type { FloodAnswer, FloodQuestion } from "./flood-load.ts";
import type { HonestAnswer, HonestQuestion } from "./honest-load.ts";
import { loadedInAll, patientConnection } from "./load-signatures.ts";
import { residentMegabytes } from "./memory.ts";
import { ownSeconds } from "./processor.ts";
import { mailEnvironment, startSite } from "./site.ts";
import type { Bench, Tools } from "./tools.ts";
import { countedTruly } from "./truth.ts";
import { fillPublicSite, SIGNATURES } from "./uncached-data.ts";

/** Requests a second of the network that floods. */
const RATES = [200, 50];
/** Of the others together. */
const PAGES = 50;
const SIGNINGS = 5;

/** In seconds: until all is compiled, what is compared with, the flood, and what is watched after it. */
const phases = { warm: 10, calm: 10, flood: 30, after: 10 };
const quickly = { warm: 2, calm: 2, flood: 4, after: 3 };

/** Numbers of visitors and of the made-up: nobody comes under both rates. */
const VISITORS = 30_000;
const MADE_UP = 5_000_000;

export const flood: Bench = async (tools) => {
  await using database = await tools.cluster.newDatabase("bench_flood");
  tools.say("  loading");
  const letter = await fillPublicSite(database);
  const figures: Figure[] = [];
  let confirmed = 0;
  let failed = 0;
  for (const [index, rate] of RATES.entries()) {
    tools.say(`  ${rate} a second`);
    const flooded = await floodAt(tools, database, { rate, letter, index });
    for (const [what, times] of Object.entries(flooded.honest.failed))
      tools.say(`  failed ${times} times: ${what}`);
    figures.push(...figuresOfFlood(flooded));
    confirmed += flooded.honest.confirmed;
    failed += failuresOf(flooded);
  }
  // what was given up may have been done all the same
  if (failed > 0) return figures;
  const patient = await patientConnection(database.url);
  await countedTruly(patient.db, loadedInAll(SIGNATURES) + confirmed);
  await patient.close();
  return figures;
};

/** A site is warmed up, left in peace, flooded, left again, and visited by others all the while. */
async function floodAt(
  { quick }: Tools,
  database: Database,
  { rate, letter, index }: { rate: number; letter: number; index: number },
): Promise<Flooded> {
  const { warm, calm, flood, after } = quick ? quickly : phases;
  await using honest = startChild<HonestQuestion, HonestAnswer>("honest-load.ts");
  await using dishonest = startChild<FloodQuestion, FloodAnswer>("flood-load.ts");
  const { url } = await honest.ask({ what: "address" });
  const env = { ...mailEnvironment(url), TRUSTED_PROXY_HOPS: "1" };
  await using site = await startSite(database, env);
  const { port } = site;
  const pid = site.process.pid!;
  const used = () => ownSeconds(pid) ?? NaN;
  const first = index * VISITORS;
  const seconds = warm + calm + flood + after;
  const visits = { port, seconds, pages: PAGES, signings: SIGNINGS, first, letter };
  const visiting = honest.ask({ what: "visit", ...visits });
  // somebody curious has what is dear compiled as well
  const made = (2 * index + 1) * MADE_UP;
  const curious = { port, network: "198.51.100", rate: 10, seconds: warm, first: made, letter };
  await dishonest.ask(curious);
  const calmSince = Date.now();
  const usedFirst = used();
  await sleep(calm * 1000);
  const usedCalm = used() - usedFirst;
  const begun = Date.now();
  const memory = watchMemory(pid);
  const storm = { rate, seconds: flood, first: made + MADE_UP, network: "203.0.113" };
  const { ended, statuses } = await dishonest.ask({ port, letter, ...storm });
  const usedFlooded = used() - usedFirst - usedCalm;
  const visited = await visiting;
  return {
    rate,
    ...{ calmSince, begun, ended },
    honest: visited,
    statuses,
    used: { calm: usedCalm / calm, flooded: usedFlooded / flood },
    memory: memory.end(),
  };
}

/** Between looks at the memory, in milliseconds. */
const LOOK_EVERY = 250;

/** @returns ends the watch, and tells in megabytes what a process held at first and at most */
function watchMemory(pid: number) {
  const before = residentMegabytes(pid);
  let peak = before;
  const looking = setInterval(() => (peak = Math.max(peak, residentMegabytes(pid))), LOOK_EVERY);
  return {
    end: () => {
      clearInterval(looking);
      return { before, peak };
    },
  };
}
