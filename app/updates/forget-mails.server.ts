/** Forgets to whom updates were mailed when: after 14 days nobody needs it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { readersAsked } from "../signatures/retention/readers.ts";
import { KEPT_DAYS } from "./update.ts";

/**
 * Of who is kept neither as a signer nor for news nothing is, whether or not they wait for one: it would not leave. What is
 * in the outbox stays until it has left. Keys are spread evenly, so by their first byte: each statement is short.
 */
export async function forgetMails(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  for (let first = 0; first < 256; first++) {
    const until = first < 255 ? sql`and signer_key < ${Buffer.of(first + 1)}` : sql``;
    const slice = sql`signer_key >= ${Buffer.of(first)} ${until} and state <> 'queued'`;
    await sql`
      with asked as materialized (
        select distinct signer_key from supporter_mail where ${slice}
      ), kept as (${readersAsked})
      delete from supporter_mail
       where ${slice} and (state <> 'waiting' and mailed_at < ${before}
                           or signer_key not in (select signer_key from kept))`.execute(db);
  }
}
