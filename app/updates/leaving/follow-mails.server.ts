/** What an update knows of its mails follows what the outbox tells, and so do its numbers. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailState, SupporterMailState } from "#db/schema.ts";
import type { MailFate } from "#emails/hearer.ts";

import { reopening } from "../life.ts";
import { lockUpdatesOf, stepUpdate } from "../move-update.server.ts";

/** Undefined: it does not leave, and nobody waits for it. */
const stateByMail: Record<MailState, SupporterMailState | undefined> = {
  queued: "queued",
  sending: "queued",
  sent: "left",
  delivered: "left",
  bounced: "returned",
  complained: "returned",
  failed: "failed",
  unknown: "unknown",
  cancelled: undefined,
};

/** Where each comes from: what is heard late of a state before changes nothing. */
const comesFrom: Record<SupporterMailState, readonly SupporterMailState[]> = {
  waiting: [],
  queued: ["unknown"],
  left: ["queued", "unknown"],
  returned: ["queued", "unknown", "left"],
  failed: ["queued", "unknown", "left"],
  unknown: ["queued"],
};

/** Each goes where its mail has gone, once. */
export async function followMails(tx: Db, fates: readonly MailFate[], now: Date): Promise<void> {
  if (fates.length === 0) return;
  const updates = await lockUpdatesOf(
    tx,
    fates.map(({ id }) => id),
  );
  for (const [to, group] of Map.groupBy(fates, ({ state }) => stateByMail[state])) {
    const mails = group.map(({ id }) => id);
    if (to === undefined) await forget(tx, mails);
    else await move(tx, mails, to, now);
    if (to === "queued")
      for (const { id } of updates)
        await stepUpdate(tx, id, reopening, { next_at: now, finished_at: null });
  }
}

async function forget(tx: Db, mails: readonly string[]): Promise<void> {
  await sql`delete from supporter_mail
             where mail_id = any (${mails}::uuid[]) and state = 'queued'`.execute(tx);
}

/** The numbers move by what is really moved. */
async function move(
  tx: Db,
  mails: readonly string[],
  to: SupporterMailState,
  now: Date,
): Promise<void> {
  const moved = (state: "failed" | "unknown" | "returned") =>
    sql`sum((${to} = ${state})::int - (was = ${state})::int)::int`;
  await sql`
    with moving as (
      select signer_key, update_id, state as was from supporter_mail
       where mail_id = any (${mails}::uuid[]) and state = any (${comesFrom[to]}::text[])
       order by signer_key for update
    ), moved as (
      update supporter_mail c set state = ${to},
             mailed_at = case when m.was in ('queued', 'unknown') then ${now}::timestamptz else c.mailed_at end
        from moving m where c.signer_key = m.signer_key and c.update_id = m.update_id
      returning c.update_id, m.was
    ), sums as (
      select update_id,
             sum((${to} in ('left', 'returned'))::int - (was in ('left', 'returned'))::int)::int as has_left,
             ${moved("returned")} as returned, ${moved("failed")} as failed, ${moved("unknown")} as unknown
        from moved group by update_id
    )
    update supporter_update u
       set has_left = u.has_left + s.has_left, returned = u.returned + s.returned,
           failed = u.failed + s.failed, unknown = u.unknown + s.unknown
      from sums s where s.update_id = u.id`.execute(tx);
}
