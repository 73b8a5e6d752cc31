/** A provider that is down, slow, or says no, and one that takes mails and does not say so. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Fault } from "../support/resend-faults.ts";
import type { Outcome } from "./outcome.ts";
import { judge, kill, makePlace, untilTaken } from "./place.ts";

const faults: Fault[] = [
  "reset",
  "slow",
  { statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 },
  { statusCode: 500, name: "internal_server_error" },
  "gateway-page",
  "accept-then-drop",
  "accept-then-garble",
  // last, for it halts all mail until the worker is started again with a key that is right
  { statusCode: 401, name: "invalid_api_key" },
];

/**
 * @param rounds of all faults in turn
 * @param seconds how long each lasts
 */
export async function provider(rounds: number, seconds: number): Promise<Outcome> {
  await using place = await makePlace(0);
  const server = await place.serve({ ROLE: "web" });
  let worker = await place.serve({ ROLE: "worker" });
  const load = place.load([server], 3);
  const recovery: number[] = [];
  const slow: string[] = [];
  for (let round = 0; round < rounds; round++)
    for (const fault of faults) {
      const end = performance.now() + seconds * 1000;
      let longest = 0;
      while (performance.now() < end) {
        // more than are asked for meanwhile
        while (place.standIn.faults.length < 100) place.standIn.faults.push(fault);
        longest = Math.max(longest, await untilTaken(load, 1));
        await sleep(20);
      }
      if (longest > 5) slow.push(`signing took ${longest.toFixed(1)} s meanwhile`);
      place.standIn.faults.length = 0;
      const begun = performance.now();
      if (typeof fault === "object" && fault.statusCode === 401) {
        await kill(worker);
        worker = await place.serve({ ROLE: "worker" });
      }
      const taken = place.standIn.taken.length;
      while (place.standIn.taken.length === taken) await sleep(10);
      recovery.push((performance.now() - begun) / 1000);
    }
  return await judge({ ...place, load, url: place.database.url }, recovery, [], slow);
}
