/** Writes down what became of a batch, all of it in one statement. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";

import type { FrozenBatch } from "./freeze-batch.ts";
import { isHeard, type MailFate, type MailHearer } from "./hearer.ts";
import type { Fate } from "./transports/transport.ts";

type Final = Exclude<Fate, { outcome: "retry" }>;
/** What became of one mail; its id first. */
export type Settled<F extends Fate = Fate> = readonly [id: string, fate: F];

/** Seconds until the next try: 1, 2, 4, … up to five minutes. */
function backOff(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 300);
}

/**
 * Final fates are stored; mails to be tried again stay in the batch, under the same key.
 * Where a webhook was quicker, the state it brought stays. Nothing happens to a batch that another
 * process has settled meanwhile, or, when something is to be tried again, has taken over.
 * @param paused this try is not counted, for it was the service as a whole that waits
 */
export async function settleBatch(
  db: Db,
  hearer: MailHearer,
  batch: FrozenBatch,
  settled: readonly Settled[],
  paused: boolean,
  now: Date,
): Promise<void> {
  const final = settled.filter((entry): entry is Settled<Final> => entry[1].outcome !== "retry");
  const left = settled.filter(([, fate]) => fate.outcome === "retry");
  if (left.length === 0) {
    const unknown = final.some(([, fate]) => fate.outcome === "unknown");
    const end = sql`state = ${unknown ? "unknown" : "done"}`;
    const ended = sql`update mail_batch set ${end} where id = ${batch.id} and state = 'open'`;
    await store(db, hearer, batch, ended, final, now);
    return;
  }
  const maybeTaken = left.some(([, fate]) => fate.outcome === "retry" && fate.taken === "maybe");
  const tried = maybeTaken ? (batch.triedBefore ?? batch.started) : batch.triedBefore;
  const next = new Date(now.getTime() + (paused ? 0 : backOff(batch.attempts) * 1000));
  const kept = sql`update mail_batch set message_ids = ${left.map(([id]) => id)}::uuid[],
    lease_until = ${next}, attempts = ${paused ? batch.attempts - 1 : batch.attempts},
    first_tried_at = ${tried}
    where id = ${batch.id} and state = 'open' and lease_until = ${batch.lease}`;
  await store(db, hearer, batch, kept, final, now);
}

const stateAfter: Record<Final["outcome"], MailState> = {
  accepted: "sent",
  rejected: "failed",
  unknown: "unknown",
};

type Sql = ReturnType<typeof sql>;

/** Tells who wants to hear of it in the same transaction; for nobody there is none. */
async function store(
  db: Db,
  hearer: MailHearer,
  batch: FrozenBatch,
  batchUpdate: Sql,
  final: readonly Settled<Final>[],
  now: Date,
): Promise<void> {
  const heard = new Set(batch.rows.filter(isHeard).map(({ id }) => id));
  const unknown = final.filter(([, fate]) => fate.outcome === "unknown").length;
  if (unknown === 0 && !final.some(([id]) => heard.has(id))) {
    await storeFates(batchUpdate, final, now).execute(db);
    return;
  }
  await db.transaction().execute(async (tx) => {
    const stored = sql<MailFate>`${storeFates(batchUpdate, final, now)}
      returning mail.id, mail.state, mail.problem`;
    const { rows } = await stored.execute(tx);
    if (rows.length === 0) return;
    const fates = rows.filter(({ id }) => heard.has(id));
    if (fates.length > 0) await hearer.fates(tx, fates, now);
    const task = { kind: "mail-unknown", subject: batch.id, data: { mails: unknown } } as const;
    if (unknown > 0) await hearer.task(tx, task, now);
  });
}

function storeFates(batchUpdate: Sql, final: readonly Settled<Final>[], now: Date): Sql {
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
      problem = coalesce(news.problem, mail.problem),
      settled_at = coalesce(mail.settled_at, ${now})
    from unnest(${final.map(([id]) => id)}::uuid[], ${states}::text[], ${providerIds}::text[],
      ${problems}::text[]) as news (id, state, provider_id, problem)
    where mail.id = news.id and exists (select from batch)`;
}

/** One mail of the batch spoiled the request: each goes on in a batch, and under a key, of its own. */
export async function splitBatch(db: Db, batch: FrozenBatch, now: Date): Promise<void> {
  const ids = batch.rows.map(({ id }) => id);
  await sql`
    with batch as (
      update mail_batch set state = 'done' where id = ${batch.id} and state = 'open' returning id
    )
    insert into mail_batch (id, message_ids, lease_until, created_at)
    select part.key, array[part.message], ${now}, ${now}
    from unnest(${ids.map(() => uuidv7(now))}::uuid[], ${ids}::uuid[]) as part (key, message)
    where exists (select from batch)`.execute(db);
}

/** Takes mails that cannot be written out of a batch before its first request; they have failed. */
export async function leaveOut(
  db: Db,
  hearer: MailHearer,
  batch: FrozenBatch,
  ids: readonly string[],
  problem: string,
  now: Date,
): Promise<void> {
  const left = batch.rows.map(({ id }) => id).filter((id) => !ids.includes(id));
  const without = sql`update mail_batch set message_ids = ${left}::uuid[],
    state = ${left.length > 0 ? "open" : "done"}
    where id = ${batch.id} and state = 'open' and lease_until = ${batch.lease}`;
  const failed = ids.map((id) => [id, { outcome: "rejected", problem }] as const);
  await store(db, hearer, batch, without, failed, now);
}
