/** What is done once a night: days are made and dropped, old things cleared away, counts checked. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";
import { dropSigningDays, makeSigningDays, patiently } from "#db/partitions.ts";
import { forgetAllowances } from "#emails/forget-signer.ts";
import { purgeMail } from "#emails/purge-mail.ts";
import { endSuppressions } from "#emails/suppression.ts";

import { checkTally, type Drift } from "../signatures/tally.server.ts";

/** One process at a time, whichever comes first. */
const DAILY_LOCK = 8_012_023;

/** Each goes on its own: what cannot be done tonight keeps nothing else from being done. */
const steps: Record<string, (db: Db, now: Date) => Promise<unknown>> = {
  "make days": (db, now) => patiently(() => makeSigningDays(db, now)),
  "drop days": (db, now) => patiently(() => dropSigningDays(db, now)),
  "purge mail": purgeMail,
  "forget allowances": forgetAllowances,
  "end suppressions": endSuppressions,
  "forget sign-in links": (db, now) =>
    sql`delete from organiser_link where created_at < ${now}::timestamptz - interval '2 days'`.execute(
      db,
    ),
  "end sessions": (db, now) =>
    sql`delete from organiser_session where seen_at < ${now}::timestamptz - interval '1 day'`.execute(
      db,
    ),
};

/**
 * Safe to be repeated.
 * @returns the counts that are not true and the steps that failed, each with its error's code;
 *   undefined when another process is at it
 */
export async function dailyWork(
  db: Db,
  now: Date,
): Promise<{ drift: Drift[]; failed: string[] } | undefined> {
  const night = await whileLocked(db, DAILY_LOCK, async () => {
    const failed: string[] = [];
    for (const [name, step] of Object.entries(steps)) {
      await step(db, now).catch((error: unknown) => failed.push(`${name} (${codeOf(error)})`));
    }
    return { drift: await checkTally(db), failed };
  });
  return night?.done;
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).name;
