/** Forgets to whom updates were mailed when: after 14 days nobody needs it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { readersAsked } from "../signatures/retention/readers.ts";
import { KEPT_DAYS } from "./update.ts";

/** Behind every key, for these have 16 bytes: a slice with one end alone would be planned as a third of the table. */
const BEYOND = Buffer.alloc(17, 255);

/**
 * Of who is kept neither as a signer nor for news nothing is, whether or not they wait for one: it would not leave. What is
 * in the outbox stays until it has left. Keys are spread evenly, so by their first byte: each statement is short.
 */
export async function forgetMails(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  for (let first = 0; first < 256; first++) {
    const end = first < 255 ? Buffer.of(first + 1) : BEYOND;
    const slice = sql`signer_key >= ${Buffer.of(first)} and signer_key < ${end} and state <> 'queued'`;
    await sql`
      delete from supporter_mail
       where ${slice} and state <> 'waiting' and mailed_at < ${before}`.execute(db);
    await sql`
      with asked as materialized (
        select distinct signer_key from supporter_mail where ${slice}
      ), gone as (select signer_key from asked except ${readersAsked})
      delete from supporter_mail
       where ${slice} and signer_key in (select signer_key from gone)`.execute(db);
  }
}
