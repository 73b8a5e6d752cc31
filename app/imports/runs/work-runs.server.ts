/** Does in the background what waits: tries what was given, runs what was tried. */
import type { Connection, Db } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";

import type { Keys } from "../../keys.server.ts";
import { membersApi } from "../members-api.server.ts";
import { gentle } from "../polite-fetch.server.ts";
import { some } from "../some.ts";
import { sayPlaced } from "../tell/say-postcodes.ts";
import { forgetChunks, NoRoom } from "./chunks.server.ts";
import { type Api, fetchSeats } from "./fetch-seats.server.ts";
import { getRun, type Run } from "./get-run.server.ts";
import { placeSigners } from "./place-signers.server.ts";
import { sayProgress } from "./progress.server.ts";
import { toldOf } from "./run.ts";
import { runGiven } from "./run-given.server.ts";
import { tryGiven } from "./try-given.server.ts";

type Tools = Pick<Connection, "db" | "pool"> & { keys: Keys };

/** One process at a time does it; its end, even by a kill, lets go of what it had in hand. */
const RUNNER_LOCK = 8_012_028;

/** What ends its process so often ends the next one too. */
const MOST_BEGUN = 3;

/**
 * Takes up what waits, the oldest first, and what a process that is gone had in hand: an import is one
 * transaction, so it was done or was not.
 * @param api where the Members API is, and how hard it may be asked
 */
export async function workRuns(
  tools: Tools,
  clock: () => Date,
  api: Api = { url: membersApi, pace: gentle },
): Promise<void> {
  const { db } = tools;
  while (await nextDue(db)) {
    const worked = await whileLocked(db, RUNNER_LOCK, async () => {
      const run = await nextDue(db);
      return run !== undefined && workOne(tools, run, clock, api);
    });
    // another process is at it, or another import holds it up: the next time will do
    if (worked?.done !== true) return;
  }
}

async function nextDue(db: Db): Promise<Run | undefined> {
  const next = await db
    .selectFrom("import_run")
    .select("id")
    .where("state", "in", ["waiting", "running", "placing"])
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return next && getRun(db, next.id);
}

/** @returns whether it went on; if not, it is tried again later */
async function workOne(tools: Tools, run: Run, clock: () => Date, api: Api) {
  const { db } = tools;
  if (run.begun >= MOST_BEGUN)
    return fail(db, run, "It was begun three times and did not come to its end.", clock());
  await db
    .updateTable("import_run")
    .set({ begun: run.begun + 1 })
    .where("id", "=", run.id)
    .execute();
  const progress = sayProgress(db, run.id);
  try {
    const isDone = await step(tools, run, clock, api, progress.at);
    // waiting for another import is no fault of its own
    if (!isDone)
      await db
        .updateTable("import_run")
        .set({ begun: run.begun, progress: "Another import is running; this one waits for it." })
        .where("id", "=", run.id)
        .execute();
    return isDone;
  } catch (error) {
    if (error instanceof NoRoom) return await fail(db, run, error.message, clock());
    throw error;
  } finally {
    await progress.end();
  }
}

async function step(
  tools: Tools,
  run: Run,
  clock: () => Date,
  api: Api,
  say: (sentence: string) => void,
): Promise<boolean> {
  const { db, keys } = tools;
  if (run.state === "placing") {
    const by = { organiserId: run.organiser_id, now: clock() };
    const placed = await placeSigners(db, keys, by, (looked) =>
      say(`${some(looked, "signature", "signatures")} without a place looked at`),
    );
    const told = { ...run.told!, summary: [...run.told!.summary, ...sayPlaced(placed)] };
    await db
      .updateTable("import_run")
      .set({ state: "done", told: JSON.stringify(told), progress: null })
      .where("id", "=", run.id)
      .where("state", "=", "placing")
      .execute();
    return true;
  }
  if (run.state === "running") return runGiven(tools, run, clock(), say);
  if (run.source === "api" && run.bytes === 0) return fetchSeats(db, run, api, clock(), say);
  return tryGiven(tools, run, clock(), say);
}

async function fail(db: Db, { id }: Run, problem: string, now: Date): Promise<true> {
  await db
    .updateTable("import_run")
    .set({
      ...{ state: "failed", finished_at: now, progress: null },
      told: JSON.stringify(toldOf([problem])),
    })
    .where("id", "=", id)
    .execute();
  await forgetChunks(db, id);
  return true;
}
