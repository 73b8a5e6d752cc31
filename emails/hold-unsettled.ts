/** Holds all mails that have not left, where nobody can know any more whether they have. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { isHeard, type MailHearer } from "./hearer.ts";

const PROBLEM = "the database was restored";

/**
 * What was queued or with the provider becomes `unknown`: organisers have a task for each letter, update and list, one
 * for letters in people's own words and one for all the rest, and decide whether it is sent again (`sendUnknownAgain`).
 * Links to sign in are cancelled. To be called while nothing delivers.
 * @returns how many mails are held
 */
export async function holdUnsettled(
  tx: Db,
  hearer: Pick<MailHearer, "fates" | "task">,
  now: Date,
): Promise<number> {
  await sql`
    update mail_message set state = 'cancelled', settled_at = ${now}
     where state in ('queued', 'sending') and kind = 'sign-in'`.execute(tx);
  await sql`update mail_batch set state = 'done' where state = 'open'`.execute(tx);
  const { rows } = await sql<{ id: string; kind: string; apart: string }>`
    select id, kind, case kind when 'letter' then 'letter ' || (params ->> 'letter')
             when 'update' then 'update ' || (params ->> 'update')
             when 'sign-invitation' then 'list ' || (params ->> 'list')
             when 'own-letter' then 'own' else '' end as apart
      from mail_message where state in ('queued', 'sending') order by priority, not_before, id`.execute(
    tx,
  );
  for (const mails of Map.groupBy(rows, ({ apart }) => apart).values())
    await holdTogether(tx, hearer, mails, now);
  return rows.length;
}

async function holdTogether(
  tx: Db,
  hearer: Pick<MailHearer, "fates" | "task">,
  mails: readonly { id: string; kind: string }[],
  now: Date,
): Promise<void> {
  const batch = uuidv7(now);
  const ids = mails.map(({ id }) => id);
  await sql`
    insert into mail_batch (id, message_ids, state, lease_until, created_at)
    values (${batch}, ${ids}::uuid[], 'unknown', ${now}, ${now})`.execute(tx);
  await sql`
    update mail_message
       set state = 'unknown', batch_id = ${batch}, problem = ${PROBLEM}, settled_at = ${now}
     where id = any (${ids}::uuid[])`.execute(tx);
  const heard = mails.filter(isHeard);
  const fates = heard.map((mail) => ({ ...mail, state: "unknown" as const, problem: PROBLEM }));
  if (fates.length > 0) await hearer.fates(tx, fates, now);
  await hearer.task(tx, { kind: "mail-unknown", subject: batch, data: { mails: ids.length } }, now);
}
