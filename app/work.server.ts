/** What goes on beside requests: mail leaves, letters are paced, old things are cleared away. */
import { Cron } from "croner";

import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";

import type { AppContext } from "./context.server.ts";

/** @returns stops all of it, and resolves when what was in hand is finished */
export async function startWork(context: AppContext): Promise<() => Promise<void>> {
  const { db, clock, log } = context;
  const daily = new Cron("17 3 * * *", { timezone: "UTC", protect: true }, async () => {
    try {
      await makeSigningDays(db, clock());
      await dropSigningDays(db, clock());
    } catch (error) {
      log.error({ problem: (error as Error).message }, "the daily work failed");
    }
  });
  return async () => {
    daily.stop();
  };
}
