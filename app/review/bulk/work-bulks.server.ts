/** Does in the background what bulk works wait for: sets are found, steps made, steps undone. */
import type { Db } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";

import { findSome } from "./find-set.server.ts";
import { type Bulk, nextAtWork } from "./get-bulk.server.ts";
import { makeStep, undoStep } from "./make-step.server.ts";

/** One process at a time is at it; its end, even by a kill, lets go of what it had in hand. */
const BULK_LOCK = 8_012_031;

/** Steps made without a pause, so that a process that is told to end soon can. */
const STEPS_AT_ONCE = 20;

/** Slices looked through at once: a few where each takes long, many where not. */
const FEWEST = 4;
const MOST = 64;
/** In milliseconds. */
const QUICK = 200;

/**
 * Each step is a transaction that also says how far the work has come: one that was cut off was not made.
 * A work that fails holds up none of the others; it is tried again at the next time.
 * @param onStep told after each
 */
export async function workBulks(
  db: Db,
  clock: () => Date,
  onStep: () => void = () => {},
): Promise<void> {
  if (!(await nextAtWork(db))) return;
  await whileLocked(db, BULK_LOCK, async () => {
    let slices = FEWEST;
    const faults = new Map<number, unknown>();
    for (let steps = 0; steps < STEPS_AT_ONCE; steps++) {
      const bulk = await nextAtWork(db, [...faults.keys()]);
      if (!bulk) break;
      const begun = performance.now();
      try {
        await db.transaction().execute((tx) => step(tx, bulk, slices, clock()));
      } catch (error) {
        faults.set(bulk.id, error);
        continue;
      }
      slices = performance.now() - begun < QUICK ? Math.min(slices * 2, MOST) : FEWEST;
      onStep();
    }
    for (const error of faults.values()) throw error;
  });
}

async function step(tx: Db, { id, state }: Bulk, slices: number, now: Date): Promise<void> {
  if (state === "finding") return findSome(tx, id, slices, now);
  if (state === "running") return makeStep(tx, id, now);
  return undoStep(tx, id, now);
}
