/** `flood`: what one network that asks for whatever is dear does to those who read and sign. */
import { setTimeout as sleep } from "node:timers/promises";

import { startChild } from "./child.ts";
import type { Database } from "./cluster.ts";
import type { Figure } from "./figures.ts";
import type { FloodAnswer, FloodQuestion } from "./flood-load.ts";
import type { Heard, HonestAnswer, HonestQuestion } from "./honest-load.ts";
import { loadedInAll, patientConnection } from "./load-signatures.ts";
import { residentMegabytes } from "./memory.ts";
import { mailEnvironment, startSite } from "./site.ts";
import { type Bench, insist, type Tools } from "./tools.ts";
import { countedTruly } from "./truth.ts";
import { fillPublicSite, SIGNATURES } from "./uncached-data.ts";

/** Requests a second of the network that floods. */
const RATES = [200, 50];
/** Of the others together. */
const PAGES = 50;
const SIGNINGS = 5;

/** What must hold for the others. */
const MOST = { kept: 100, signing: 250, failed: 0, megabytes: 150, seconds: 2 };

/** In seconds: until all is compiled, what is compared with, the flood, and what is watched after it. */
const phases = { warm: 10, calm: 10, flood: 30, after: 10 };
const quickly = { warm: 2, calm: 2, flood: 4, after: 3 };

/** Between looks at the memory, in milliseconds. */
const LOOK_EVERY = 250;

export const flood: Bench = async (tools) => {
  await using database = await tools.cluster.newDatabase("bench_flood");
  tools.say("  loading");
  const letter = await fillPublicSite(database);
  const figures: Figure[] = [];
  let confirmed = 0;
  let failed = 0;
  for (const [index, rate] of RATES.entries()) {
    tools.say(`  ${rate} a second`);
    const flooded = await floodAt(tools, database, { rate, letter, first: index * 30_000 });
    figures.push(...flooded.figures);
    confirmed += flooded.confirmed;
    failed += flooded.failed;
  }
  // what was given up may have been done
  if (failed > 0) return figures;
  const patient = await patientConnection(database.url);
  await countedTruly(patient.db, loadedInAll(SIGNATURES) + confirmed);
  await patient.close();
  return figures;
};

/** A site is warmed up, left in peace, flooded, left again, and visited by others all the while. */
async function floodAt(
  { quick, say }: Tools,
  database: Database,
  { rate, letter, first }: { rate: number; letter: number; first: number },
) {
  const { warm, calm, flood, after } = quick ? quickly : phases;
  await using honest = startChild<HonestQuestion, HonestAnswer>("honest-load.ts");
  await using dishonest = startChild<FloodQuestion, FloodAnswer>("flood-load.ts");
  const { url } = await honest.ask({ what: "address" });
  const env = { ...mailEnvironment(url), TRUSTED_PROXY_HOPS: "1" };
  await using site = await startSite(database, env);
  const { port } = site;
  const seconds = warm + calm + flood + after;
  const visits = { port, seconds, pages: PAGES, signings: SIGNINGS, first, letter };
  const visited = honest.ask({ what: "visit", ...visits });
  // somebody curious, who has what is dear compiled as well
  const made = 5_000_000 + first * 100;
  const curious = { port, network: "198.51.100", rate: 10, seconds: warm, first: made, letter };
  await dishonest.ask(curious);
  const calmSince = Date.now();
  await sleep(calm * 1000);
  const memory = watchMemory(site.process.pid!);
  const begun = Date.now();
  const storm = { ...curious, network: "203.0.113", rate, seconds: flood, first: made + 100_000 };
  const { ended, statuses } = await dishonest.ask(storm);
  const { heard, failed, confirmed } = await visited;
  const { before, peak } = memory.end();
  const failures = Object.values(failed).reduce((sum, times) => sum + times, 0);
  for (const [what, times] of Object.entries(failed)) say(`  failed ${times} times: ${what}`);
  const told = Object.entries(statuses).map(([status, times]) => `${times} × ${status}`);
  say(`  the flood got ${told.join(", ")}`);

  const name = (what: string) => `flood, ${rate} a second: ${what}`;
  const times = (what: Heard["what"], from: number, to: number) =>
    heard
      .filter((one) => one.what === what && one.due >= from && one.due < to)
      .map(({ took }) => took)
      .sort((a, b) => a - b);
  const figuresOf = (what: Heard["what"], words: string): Figure[] => {
    const flooded = times(what, begun, ended);
    const calm = times(what, calmSince, begun);
    insist(flooded.length > 0 && calm.length > 0, "nobody else came");
    const figure = (share: number, which: string, most?: number): Figure => ({
      name: name(`${words}, ${which} within`),
      unit: "ms",
      ours: [at(flooded, share)],
      reference: { what: "before the flood", runs: [at(calm, share)] },
      ...(most !== undefined && { target: { of: "ours", most } }),
    });
    return [figure(0.5, "half"), figure(0.99, "99 of 100", MOST[what]), figure(1, "all")];
  };
  const one = (what: string, unit: Figure["unit"], ours: number, most?: number): Figure => ({
    name: name(what),
    unit,
    ours: [ours],
    ...(most !== undefined && { target: { of: "ours", most } }),
  });
  const normal = secondsUntilNormal(heard, ended);
  const figures = [
    ...figuresOf("kept", "kept pages"),
    ...figuresOf("signing", "signing and confirming"),
    one("others' requests that failed", "", failures, MOST.failed),
    one(`memory, from ${Math.round(before)} MB up by`, "MB", peak - before, MOST.megabytes),
    one("as before after", "s", normal, MOST.seconds),
    one(`it got ${told.join(", ")}; answered`, "/s", answered(statuses) / flood),
  ];
  return { figures, confirmed, failed: failures };
}

/** @param sorted the least first */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(sorted.length * share) - 1]!;

const answered = (statuses: FloodAnswer["statuses"]): number =>
  Object.entries(statuses).reduce(
    (sum, [status, times]) => (Number(status) > 0 ? sum + times : sum),
    0,
  );

/** The most that a process holds, at every look, and what it held at first; in megabytes. */
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

/**
 * @param ended when the flood ended
 * @returns how long after it a second began in which 99 of 100 were answered in time; Infinity when
 *   there was none
 */
function secondsUntilNormal(heard: readonly Heard[], ended: number): number {
  const last = Math.max(...heard.map(({ due }) => due));
  for (let from = ended; from + 1000 <= last; from += 100) {
    const second = heard.filter(({ due }) => due >= from && due < from + 1000);
    const late = second.filter(({ what, took }) => took > MOST[what]);
    if (second.length > 0 && late.length <= second.length / 100) return (from - ended) / 1000;
  }
  return Infinity;
}
