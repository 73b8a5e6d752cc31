/** What a person may decide about mails of which nobody knows whether they left. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/**
 * Queues the mails of an `unknown` batch anew, under a new key: whoever got one gets a second.
 * Those of which a webhook has told since are left alone.
 * @param batch the batch's uuid, the subject of the task `mail-unknown`
 * @returns how many mails are queued
 */
export async function sendUnknownAgain(db: Db, batch: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with decided as (
      update mail_batch set state = 'done' where id = ${batch} and state = 'unknown'
      returning message_ids
    )
    update mail_message set state = 'queued', settled_at = null, problem = null, batch_id = null
    where state = 'unknown' and id in (select unnest(message_ids) from decided)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
