/** A database server that is lost under load, and the one that followed it takes its place. */
import { setTimeout as sleep } from "node:timers/promises";

import { startPair } from "../support/pair.ts";
import type { Outcome } from "./outcome.ts";
import { judge, placeOn, untilTaken } from "./place.ts";

/** In milliseconds. */
const PARTED_FOR = 200;

/**
 * Three web machines and two workers, each with the addresses of both servers. In turn the primary is killed, or frozen
 * and killed before it is made anew; every other time twice the line between the two breaks just before. The other one is
 * promoted at once.
 * @param synchronous without it what was acknowledged may be lost: `npm run drill` has it, docs/scale.md both
 */
export async function promote(rounds: number, synchronous = true): Promise<Outcome> {
  // nothing of their safety is switched off
  await using place = await placeOn(await startPair(synchronous, []));
  const pair = place.database;
  const web = await Promise.all([1, 2, 3].map(() => place.serve({ ROLE: "web" })));
  for (const role of ["worker", "worker"]) await place.serve({ ROLE: role });
  const load = place.load(web);
  const recovery: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    await sleep(Math.random() * 150);
    if (round % 4 >= 2) {
      await pair.part();
      await sleep(PARTED_FOR);
    }
    const begun = performance.now();
    if (round % 2 === 0) pair.kill();
    else pair.freeze();
    await pair.promote();
    await untilTaken(load, 1);
    recovery.push((performance.now() - begun) / 1000);
    await pair.rebuild();
  }
  return await judge({ ...place, load, url: pair.primary().url }, recovery);
}
