/** The mails' figures as programs read them. */
import type { Db } from "#db/connection.ts";
import { countProblems, queueFigures } from "#emails/figures.ts";

/** @returns `oldest` in seconds */
export async function readQueue(db: Db, settingsMissing: number, now: Date) {
  const [{ length, oldest }, problems] = await Promise.all([
    queueFigures(db, now),
    countProblems(db, now),
  ]);
  const seconds = oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0;
  return { queued: length, oldest: seconds, problems, settingsMissing };
}
