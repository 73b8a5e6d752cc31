/** A Citus cluster whose machines are killed in turn, or are given another one, under load. */
import { setTimeout as sleep } from "node:timers/promises";

import { connect } from "#db/connection.ts";
import { spreadOverMachines } from "#db/spread.ts";

import { fill } from "../support/frozen.ts";
import { type Citus, findCitus, startCitus } from "../support/own-citus.ts";
import { repeat } from "./kills.ts";
import type { Outcome, Skipped } from "./outcome.ts";
import { judge, PATIENCE, type Place, placeOn, untilTaken } from "./place.ts";

const SKIPPED: Skipped = { skipped: "no Citus is beside the installed Postgres" };
const NAME = "postgres";

type Spread = Citus & { url: string };

async function makeSpread(bin: string): Promise<Place<Spread>> {
  const citus = await startCitus(bin);
  await fill(citus.machines[0]!.url);
  const url = await citus.join(NAME);
  const { db, close } = connect(url, 1);
  await spreadOverMachines(db);
  await close();
  return await placeOn({ ...citus, url });
}

/** All of Postgres on one machine after the other, the coordinator too, each started again at once. */
export async function killCluster(rounds: number): Promise<Outcome | Skipped> {
  const bin = findCitus();
  if (!bin) return SKIPPED;
  await using place = await makeSpread(bin);
  const { machines, url } = place.database;
  const server = await place.serve();
  const load = place.load([server]);
  let round = 0;
  const recovery = await repeat(rounds, load, async () => {
    const machine = machines[round++ % machines.length]!;
    await machine.kill();
    await machine.start();
  });
  await load.stop();
  const wrong = await untilResolved(machines);
  return await judge({ ...place, load, url }, recovery, wrong);
}

/** One more machine takes its share of the shards. */
export async function rebalance(): Promise<Outcome | Skipped> {
  const bin = findCitus();
  if (!bin) return SKIPPED;
  await using place = await makeSpread(bin);
  const { machines, grow, url } = place.database;
  const server = await place.serve();
  const load = place.load([server]);
  await untilTaken(load);
  await grow(NAME);
  const { pool, close } = connect(url, 1);
  await pool.query("select citus_rebalance_start()");
  const begun = performance.now();
  const wrong: string[] = [];
  for (;;) {
    const { rows } = await pool.query<{ state: string }>(
      "select state::text from citus_rebalance_status() order by job_id desc limit 1",
    );
    const state = rows[0]?.state;
    if (state === "finished") break;
    if (state === "failed" || performance.now() - begun > PATIENCE) {
      wrong.push(`the rebalance is ${state}`);
      break;
    }
    await sleep(100);
  }
  const seconds = (performance.now() - begun) / 1000;
  const { rows } = await pool.query<{ shards: number }>(
    `select count(*)::int as shards from citus_shards
      where table_name = 'signature'::regclass and nodeport = $1`,
    [new URL(machines.at(-1)!.url).port],
  );
  await close();
  if (rows[0]!.shards === 0) wrong.push("nothing was moved");
  await untilTaken(load);
  const refused = load.answers.get(503) ?? 0;
  const told = `${rows[0]!.shards} shards were moved in ${seconds.toFixed(0)} s; ${refused} were refused, and the longest wait was ${(load.longest() / 1000).toFixed(1)} s`;
  return await judge({ ...place, load, url }, [seconds], wrong, [told]);
}

/**
 * Waits until what was prepared on a machine when another one was killed is committed there or rolled back, as the
 * coordinator does by itself within a minute.
 * @returns a sentence for each machine where something is left
 */
async function untilResolved(machines: Citus["machines"]): Promise<string[]> {
  const end = Date.now() + PATIENCE;
  const wrong: string[] = [];
  for (const [index, { url }] of machines.entries()) {
    const { pool, close } = connect(url, 1);
    const left = async () => (await pool.query("select from pg_prepared_xacts")).rows.length;
    while ((await left()) > 0 && Date.now() < end) await sleep(200);
    const number = await left();
    if (number > 0) wrong.push(`${number} prepared transactions are left on machine ${index}`);
    await close();
  }
  return wrong;
}
