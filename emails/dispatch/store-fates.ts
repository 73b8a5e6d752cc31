/** Stores what became of mails, and tells who wants to hear of it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";

import type { FrozenBatch } from "./freeze-batch.ts";
import { isHeard, type MailFate, type MailHearer } from "../hearer.ts";
import { tellOfBounces } from "./tell-of-bounces.ts";
import type { Fate } from "../transports/transport.ts";

/** Fates that end a mail's stay in the batch. */
export type Final = Exclude<Fate, { outcome: "retry" }>;
/** What became of one mail; its id first. */
export type Settled<F extends Fate = Fate> = readonly [id: string, fate: F];

const stateAfter: Record<Final["outcome"], MailState> = {
  accepted: "sent",
  rejected: "failed",
  unknown: "unknown",
};

type Sql = ReturnType<typeof sql>;

/**
 * Stores final fates with the batch's own change, all of it in one statement. Where a webhook was
 * quicker, the state it brought stays. Who wants to hear of it is told in the same transaction; for
 * mails that nobody asks about there is none.
 * @param batchUpdate of the batch's row; where it finds none, nothing happens
 */
export async function storeFates(
  db: Db,
  hearer: MailHearer,
  batch: FrozenBatch,
  batchUpdate: Sql,
  final: readonly Settled<Final>[],
  now: Date,
): Promise<void> {
  const heard = new Set(batch.rows.filter(isHeard).map(({ id }) => id));
  const unknown = final.filter(([, fate]) => fate.outcome === "unknown").length;
  const refused = final.some(([, fate]) => fate.outcome === "rejected");
  if (unknown === 0 && !refused && !final.some(([id]) => heard.has(id))) {
    await update(batchUpdate, final, now).execute(db);
    return;
  }
  await db.transaction().execute(async (tx) => {
    const stored = sql<MailFate>`${update(batchUpdate, final, now)}
      returning mail.id, mail.kind, mail.state, mail.problem`;
    const { rows } = await stored.execute(tx);
    if (rows.length === 0) return;
    const messageIds = new Map(
      final.map(([id, fate]) => [id, fate.outcome === "accepted" ? fate.messageId : undefined]),
    );
    const fates = rows
      .filter(({ id }) => heard.has(id))
      .map((fate) => ({ ...fate, messageId: messageIds.get(fate.id) }));
    if (fates.length > 0) await hearer.fates(tx, fates, now);
    const task = { kind: "mail-unknown", subject: batch.id, data: { mails: unknown } } as const;
    if (unknown > 0) await hearer.task(tx, task, now);
    if (refused) await tellOfBounces(tx, hearer, now);
  });
}

function update(batchUpdate: Sql, final: readonly Settled<Final>[], now: Date): Sql {
  const states = final.map(([, fate]) => stateAfter[fate.outcome]);
  const providerIds = final.map(([, fate]) =>
    fate.outcome === "accepted" ? fate.providerId : null,
  );
  const problems = final.map(([, fate]) => (fate.outcome === "accepted" ? null : fate.problem));
  return sql`
    with batch as (${batchUpdate} returning id)
    update mail_message as mail set
      state = case when mail.state = 'sending' then news.state else mail.state end,
      provider_id = news.provider_id,
      problem = case when mail.state = 'sending' then coalesce(news.problem, mail.problem)
                     else mail.problem end,
      settled_at = coalesce(mail.settled_at, ${now})
    from unnest(${final.map(([id]) => id)}::uuid[], ${states}::text[], ${providerIds}::text[],
      ${problems}::text[]) as news (id, state, provider_id, problem)
    where mail.id = news.id and exists (select from batch)`;
}
