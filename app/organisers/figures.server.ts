/** How the campaign stands, in numbers that are asked for again every few seconds. */
import type { Db } from "#db/connection.ts";
import { countTrouble } from "#emails/figures.ts";

import { countAnswersSince } from "../answers/count-new.server.ts";
import { listUnderWay } from "../letters/list-in-short.server.ts";
import { listUpdatesUnderWay } from "../updates/get-update.server.ts";
import { countWaiting } from "../signatures/count-waiting.server.ts";
import { listLastDays } from "../signatures/last-days.server.ts";

const DAYS = 7;
const MOST_LETTERS = 3;

/** Each of them bounded, whatever the size of the campaign. */
export async function getFigures(db: Db, now: Date) {
  const [days, waiting, letters, updates, trouble, tasks] = await Promise.all([
    listLastDays(db, DAYS, now),
    countWaiting(db, now),
    listUnderWay(db, MOST_LETTERS),
    listUpdatesUnderWay(db, MOST_LETTERS),
    countTrouble(db, now),
    countTasks(db),
  ]);
  const answers = await countAnswersSince(db, days[0]!.day);
  return { at: now, days, waiting, letters, updates, answers, trouble, tasks };
}

export type Figures = Awaited<ReturnType<typeof getFigures>>;

/** Up to a hundred, as the page shows them. */
async function countTasks(db: Db): Promise<number> {
  const tasks = await db
    .selectFrom("organiser_task")
    .select("id")
    .where("done_at", "is", null)
    .limit(100)
    .execute();
  return tasks.length;
}
