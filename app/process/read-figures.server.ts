/** What `/metrics` reads from the database: the mails that wait, and what should have been forgotten. */
import type { Db } from "#db/connection.ts";

import type { Queue } from "../host/figures/metrics.server.ts";
import { readQueue } from "../mail/read-queue.server.ts";
import { countOverdue } from "../signatures/retention/overdue.server.ts";

/** @param settingsMissing how many settings mails wait for */
export async function readFigures(db: Db, settingsMissing: number, now: Date): Promise<Queue> {
  const [queue, overdue] = await Promise.all([
    readQueue(db, settingsMissing, now),
    countOverdue(db, now),
  ]);
  return { ...queue, overdue };
}
