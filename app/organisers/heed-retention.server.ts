/** A task for organisers while what has to be forgotten is late. */
import type { Db } from "#db/connection.ts";

import { countOverdue } from "../signatures/retention/overdue.server.ts";
import { dropTask, keepTask } from "./tasks.server.ts";

const TASK = { kind: "retention-late", subject: "retention" } as const;
const DAY_SECONDS = 86_400;

/** One day passes until the night's work, and one more before anybody is asked to look. */
const LATE_DAYS = 2;

/** Raised, and taken off the list by itself once all is done. */
export async function heedRetention(db: Db, now: Date): Promise<void> {
  const days = Math.floor((await countOverdue(db, now)) / DAY_SECONDS);
  if (days < LATE_DAYS) await dropTask(db, TASK, now);
  else await keepTask(db, { ...TASK, data: { days } }, true, now);
}
