/** What a person may decide about mails of which nobody knows whether they left. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isHeard, type MailHearer } from "./hearer.ts";

/** The mails of an `unknown` batch of which no webhook has told since. @param batch its uuid */
export async function listUnknown(tx: Db, batch: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from mail_batch b
      join mail_message m on m.id = any (b.message_ids) and m.state = 'unknown'
     where b.id = ${batch} and b.state = 'unknown'`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Queues the mails of an `unknown` batch anew, under a new key: whoever got one gets a second.
 * Those of which a webhook has told since are left alone.
 * @param batch the batch's uuid, the subject of the task `mail-unknown`
 * @returns how many mails are queued
 */
export async function sendUnknownAgain(
  tx: Db,
  hearer: Pick<MailHearer, "fates">,
  batch: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: string; kind: string }>`
    with decided as (
      update mail_batch set state = 'done' where id = ${batch} and state = 'unknown'
      returning message_ids
    )
    update mail_message set state = 'queued', settled_at = null, problem = null, batch_id = null
    where state = 'unknown' and id in (select unnest(message_ids) from decided)
    returning id, kind`.execute(tx);
  const heard = rows.filter(isHeard);
  if (heard.length > 0)
    await hearer.fates(
      tx,
      heard.map(({ id, kind }) => ({ id, kind, state: "queued", problem: null })),
      now,
    );
  return rows.length;
}
