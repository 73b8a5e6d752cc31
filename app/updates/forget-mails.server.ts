/** Forgets to whom updates were mailed when: after 14 days nobody needs it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { readers } from "../signatures/retention/readers.ts";
import { KEPT_DAYS } from "./update.ts";

/** Of who is kept neither as a signer nor for news nothing is; whoever waits for one was mailed nothing yet. */
export async function forgetMails(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await sql`
    delete from supporter_mail c
     where state not in ('waiting', 'queued')
       and (mailed_at < ${before}
            or not exists (select from ${readers} s where s.signer_key = c.signer_key))`.execute(
    db,
  );
}
