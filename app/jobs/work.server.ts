/** Runs what goes on beside requests: mail leaves, and the schedule is kept. */
import { Cron } from "croner";

import { sayRarely } from "#db/say-rarely.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";

import type { AppContext } from "../context.server.ts";
import { describeFault } from "../fault.server.ts";
import { createDelivery } from "../mail/delivery.server.ts";
import { dailyWork } from "./nightly.server.ts";
import { type Job, jobs, NIGHT } from "./schedule.server.ts";

/** @returns stops all of it, and resolves when what was in hand is finished, the night's work apart */
export function startWork(context: AppContext): () => Promise<void> {
  const dispatcher = startDispatcher(createDelivery(context));
  const night = new Cron(NIGHT, { timezone: "UTC", protect: true }, () => workNightly(context));
  const stops = jobs.map((job) => startJob(context, job));
  return async () => {
    night.stop();
    await Promise.all([dispatcher.stop(), ...stops.map((stop) => stop())]);
  };
}

/** Not begun anew while it is still at it. @returns stops it */
function startJob(context: AppContext, { at, does, missed }: Job): () => Promise<void> {
  const { clock, log, tellAway } = context;
  const sayMissed = sayRarely((fields, message) => log.warn(fields, message));
  let inHand: Promise<unknown> = Promise.resolve();
  const cron = new Cron(at, { timezone: "UTC", protect: true }, async () => {
    inHand = does(context, clock()).catch((error: unknown) => {
      if (!tellAway(error)) sayMissed(describeFault(error), missed);
    });
    await inHand;
  });
  return async () => {
    cron.stop();
    await inHand;
  };
}

async function workNightly({ db, owner, keys, clock, log }: AppContext): Promise<void> {
  try {
    const { drift = [], failed = [] } = (await dailyWork(db, keys, clock(), owner.db)) ?? {};
    if (drift.length > 0) log.error({ drift }, "counts differ from the signatures");
    if (failed.length > 0) log.error({ failed }, "steps of the daily work failed");
  } catch (error) {
    log.error(describeFault(error), "the daily work failed");
  }
}
