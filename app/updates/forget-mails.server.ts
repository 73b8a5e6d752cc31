/** Forgets to whom updates were mailed when: after 14 days nobody needs it. */
import type { Db } from "#db/connection.ts";

import { KEPT_DAYS } from "./update.ts";

/** Whoever waits for one that is on its way was mailed nothing yet. */
export async function forgetMails(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await db
    .deleteFrom("supporter_mail")
    .where("mailed_at", "<", before)
    .where("state", "not in", ["waiting", "queued"])
    .execute();
}
