/** A database that is frozen, away, or altered under load. */
import { setTimeout as sleep } from "node:timers/promises";

import { connect } from "#db/connection.ts";
import { patiently } from "#db/partitions.ts";

import { breakCluster } from "../support/embedded.ts";
import { visitor } from "../support/visitor.ts";
import type { Outcome } from "./outcome.ts";
import { judge, makePlace, type Place, untilTaken } from "./place.ts";

/** In seconds. */
const REFUSED_WITHIN = 1;
const RECOVERED_WITHIN = 5;
const KEPT = ["/demands/free-the-prisoners", "/petitions/1/count.json"];

/** Kept pages are served, posts refused soon; then it comes back. */
async function without(
  rounds: number,
  seconds: number,
  take: (place: Place) => Promise<() => void>,
): Promise<Outcome> {
  await using place = await makePlace();
  place.database.keep();
  const server = await place.serve();
  const { get, sign } = visitor(server.base);
  const load = place.load([server]);
  const recovery: number[] = [];
  const wrong: string[] = [];
  const slow: string[] = [];
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    for (const page of KEPT) await get(page);
    const giveBack = await take(place);
    const end = performance.now() + seconds * 1000;
    // the first to ask finds out
    for (let n = 0; performance.now() < end; n++) {
      const begun = performance.now();
      const { status, headers } = await sign("free-the-prisoners", {
        email: `refused${round}x${n}@example.org`,
      });
      const took = (performance.now() - begun) / 1000;
      if (status !== 503 || !headers.has("retry-after"))
        wrong.push(`a post was answered ${status}`);
      if (took > REFUSED_WITHIN) slow.push(`a post was refused after ${took.toFixed(1)} s`);
      for (const page of KEPT) {
        const { status: kept } = await get(page);
        if (kept !== 200) wrong.push(`${page} was answered ${kept}`);
      }
      await sleep(200);
    }
    giveBack();
    const back = await untilTaken(load, 1);
    recovery.push(back);
    if (back > RECOVERED_WITHIN) slow.push(`it took ${back.toFixed(1)} s to come back`);
  }
  return await judge({ ...place, load, url: place.database.url }, recovery, wrong, slow);
}

export const frozen = (rounds: number, seconds: number): Promise<Outcome> =>
  without(rounds, seconds, ({ database }) => {
    database.freeze();
    return Promise.resolve(database.thaw);
  });

export const absent = (rounds: number, seconds: number): Promise<Outcome> =>
  without(rounds, seconds, async ({ database }) => {
    const { mend } = breakCluster(database.folder);
    process.kill(database.pid(), "SIGKILL");
    // its other processes end when they notice
    await sleep(500);
    return mend;
  });

/** A column for a big table and one taken off, while somebody reads it for seconds: as migrations do it. */
export async function migration(rounds: number): Promise<Outcome> {
  await using place = await makePlace();
  const server = await place.serve();
  const load = place.load([server]);
  const recovery: number[] = [];
  const { pool, close } = connect(place.database.url, 3);
  const alter = (statement: string) =>
    patiently(
      async () => {
        const client = await pool.connect();
        try {
          await client.query(`begin; set local lock_timeout = '900ms'; ${statement}; commit`);
        } catch (error) {
          await client.query("rollback");
          throw error;
        } finally {
          client.release();
        }
      },
      10,
      200,
    );
  for (let round = 0; round < rounds; round++) {
    await untilTaken(load);
    const reading = pool.query(
      "begin; lock table signing, signature in access share mode; select pg_sleep(2); commit",
    );
    await sleep(100);
    for (const table of ["signing", "signature"]) {
      await alter(`alter table ${table} add column drill integer`);
      await alter(`alter table ${table} drop column drill`);
    }
    await reading;
    recovery.push(await untilTaken(load, 1));
  }
  await close();
  const others = load.answers.get(503) ?? 0;
  const wrong = others > 0 ? [`503 was answered ${others} times`] : [];
  return await judge({ ...place, load, url: place.database.url }, recovery, wrong);
}
