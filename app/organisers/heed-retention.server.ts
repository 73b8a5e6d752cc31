/** Tasks for organisers: what has to be forgotten is late, or will soon be out of their hands. */
import type { Db } from "#db/connection.ts";

import { countHeldSoon } from "../signatures/retention/due.server.ts";
import { countOverdue } from "../signatures/retention/overdue.server.ts";
import { dropTask, keepTask } from "./tasks.server.ts";

const TASK = { kind: "retention-late", subject: "retention" } as const;
const HELD_TASK = { kind: "held-soon", subject: "held" } as const;
const DAY_SECONDS = 86_400;

/** One day passes until the night's work, and one more before anybody is asked to look. */
const LATE_DAYS = 2;

/** Raised, and taken off the list by themselves once all is done. */
export async function heedRetention(db: Db, now: Date): Promise<void> {
  const days = Math.floor((await countOverdue(db, now)) / DAY_SECONDS);
  if (days < LATE_DAYS) await dropTask(db, TASK, now);
  else await keepTask(db, { ...TASK, data: { days } }, true, now);
  const soon = await countHeldSoon(db, now);
  if (!soon) return dropTask(db, HELD_TASK, now);
  const data = { number: soon.number, at: soon.at.toISOString() };
  await keepTask(db, { ...HELD_TASK, data }, true, now);
}
