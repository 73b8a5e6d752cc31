/** What is done once a night: days are made and dropped, old things cleared away, counts checked. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";
import { purgeMail } from "#emails/purge-mail.ts";

import { checkTally, type Drift } from "./signatures/tally.server.ts";

/** One process at a time, whichever comes first. */
const DAILY_LOCK = 8_012_023;

/**
 * Safe to be repeated. An allowance is forgotten when its last mail is a week old, for by then
 * the signing that it belongs to is gone.
 * @returns the counts that are not true, or undefined when another process is at it
 */
export async function dailyWork(db: Db, now: Date): Promise<Drift[] | undefined> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_lock(${DAILY_LOCK}) as locked`.execute(one);
    if (!rows[0]!.locked) return undefined;
    try {
      await makeSigningDays(one, now);
      await dropSigningDays(one, now);
      await purgeMail(one, now);
      await sql`delete from mail_allowance where last_at < ${now}::timestamptz - interval '7 days'`.execute(
        one,
      );
      await sql`delete from suppression where until < ${now}`.execute(one);
      await sql`delete from webhook_event where created_at < ${now}::timestamptz - interval '30 days'`.execute(
        one,
      );
      await sql`delete from organiser_link where created_at < ${now}::timestamptz - interval '2 days'`.execute(
        one,
      );
      await sql`delete from organiser_session where seen_at < ${now}::timestamptz - interval '1 day'`.execute(
        one,
      );
      return await checkTally(one);
    } finally {
      await sql`select pg_advisory_unlock(${DAILY_LOCK})`.execute(one);
    }
  });
}
