/** The end of what came in: nothing of what a mail says is kept for longer than its answer needs. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** As long as an organiser has time to look; README and the privacy page say so. */
export const KEPT_DAYS = 90;
const DAY = 86_400_000;

const isNeedless = sql`(recorded_at is null or not exists (
  select from stance s
   where s.member_id = inbound_mail.member_id and s.given_id is null and s.stance <> 'no-answer'))`;

/**
 * Every night. What was recorded as an answer is kept beside it, so that it can be shown where it came from, until
 * none that was written down for the member stands any more. Of the others it stays that something came on that day; of what came to no copy nothing does.
 */
export async function forgetInbound(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY);
  await sql`
    delete from inbound_mail
     where received_at < ${before} and (letter_id is null or member_id is null)
       and ${isNeedless}`.execute(db);
  await sql`
    update inbound_mail
       set sealed = null, key_version = null, casework = '{}', due_at = null, purged_at = ${now}
     where received_at < ${before} and ${isNeedless} and purged_at is null`.execute(db);
}
