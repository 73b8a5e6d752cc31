/** What goes on beside requests: mail leaves, letters are paced, old things are cleared away. */
import { Cron } from "croner";

import { startDispatcher } from "#emails/delivery.ts";

import type { AppContext } from "../context.server.ts";
import { dailyWork } from "./nightly.server.ts";
import { closeDue } from "../demands/close-due.server.ts";
import { describeFault } from "../fault.server.ts";
import { releaseCopies } from "../letters/release-copies.server.ts";
import { createDelivery } from "../mail/delivery.server.ts";

/** @returns stops all of it, and resolves when what was in hand is finished */
export function startWork(context: AppContext): () => Promise<void> {
  const { db, keys, clock, log } = context;
  const dispatcher = startDispatcher(createDelivery(context));
  const daily = new Cron("17 3 * * *", { timezone: "UTC", protect: true }, async () => {
    try {
      const { drift = [], failed = [] } = (await dailyWork(db, clock())) ?? {};
      if (drift.length > 0) log.error({ drift }, "counts differ from the signatures");
      if (failed.length > 0) log.error({ failed }, "steps of the daily work failed");
    } catch (error) {
      log.error(describeFault(error), "the daily work failed");
    }
  });
  const closing = new Cron("7 * * * * *", { protect: true }, async () => {
    await closeDue(db, clock()).catch((error: unknown) => {
      log.warn(describeFault(error), "demands wait to be closed");
    });
  });
  let release: Promise<unknown> = Promise.resolve();
  const pacing = new Cron("* * * * * *", { protect: true }, async () => {
    release = releaseCopies(db, keys, clock()).catch((error: unknown) => {
      log.warn(describeFault(error), "letters wait");
    });
    await release;
  });
  return async () => {
    daily.stop();
    closing.stop();
    pacing.stop();
    await Promise.all([dispatcher.stop(), release]);
  };
}
