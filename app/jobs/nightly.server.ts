/** Does the night's work: old things are cleared away, days made and dropped, counts checked. */
import type { Db } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";

import type { Keys } from "../keys.server.ts";
import { checkTally, type Drift } from "../signatures/tally.server.ts";
import { nightly } from "./schedule.server.ts";

/** One process at a time, whichever comes first. */
const DAILY_LOCK = 8_012_023;

/**
 * Each step goes on its own: what cannot be done tonight keeps nothing else from being done.
 * @param owner by the user that may change tables
 * @returns the counts that are not true and the steps that failed, each with its error's code;
 *   undefined when another process is at it
 */
export async function dailyWork(
  db: Db,
  keys: Keys,
  now: Date,
  owner = db,
): Promise<{ drift: Drift[]; failed: string[] } | undefined> {
  const night = await whileLocked(db, DAILY_LOCK, async () => {
    const failed: string[] = [];
    for (const [name, step] of Object.entries(nightly)) {
      await step(db, now, { keys, owner }).catch((error: unknown) =>
        failed.push(`${name} (${codeOf(error)})`),
      );
    }
    return { drift: await checkTally(db), failed };
  });
  return night?.done;
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).name;
