/** Writes down what became of a batch: it ends, is kept for another try, or is split. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import type { FrozenBatch } from "./freeze-batch.ts";
import type { MailHearer } from "../hearer.ts";
import { backOff } from "./stepped-clock.ts";
import { type Final, type Settled, storeFates } from "./store-fates.ts";

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
    await storeFates(db, hearer, batch, ended, final, now);
    return;
  }
  const maybeTaken = left.some(([, fate]) => fate.outcome === "retry" && fate.taken === "maybe");
  const tried = maybeTaken ? (batch.triedBefore ?? batch.started) : batch.triedBefore;
  const next = new Date(now.getTime() + (paused ? 0 : backOff(batch.attempts) * 1000));
  const kept = sql`update mail_batch set message_ids = ${left.map(([id]) => id)}::uuid[],
    lease_until = ${next}, attempts = ${paused ? batch.attempts - 1 : batch.attempts},
    first_tried_at = ${tried}
    where id = ${batch.id} and state = 'open' and lease_until = ${batch.lease}`;
  await storeFates(db, hearer, batch, kept, final, now);
}

/**
 * One mail of the batch spoiled the request: each goes on in a batch, and under a key, of its own.
 * @param ids of the mails in that request; others have left the batch before
 */
export async function splitBatch(
  db: Db,
  batch: FrozenBatch,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    with batch as (
      update mail_batch set state = 'done' where id = ${batch.id} and state = 'open' returning id
    )
    insert into mail_batch (id, message_ids, lease_until, created_at)
    select part.key, array[part.message], ${now}, ${now}
    from unnest(${ids.map(() => uuidv7(now))}::uuid[], ${ids}::uuid[]) as part (key, message)
    where exists (select from batch)`.execute(db);
}

/** Gives up a batch for a while, as it was before it was taken in hand: nothing was tried. */
export async function putOff(db: Db, batch: FrozenBatch, until: Date): Promise<void> {
  await db
    .updateTable("mail_batch")
    .set({
      lease_until: until,
      attempts: batch.attempts - 1,
      first_tried_at: batch.triedBefore,
    })
    .where("id", "=", batch.id)
    .where("state", "=", "open")
    .where("lease_until", "=", batch.lease)
    .execute();
}

/** Takes mails out of a batch in hand that no try can have brought to the provider, as if they had never been made. */
export async function takeOut(
  db: Db,
  hearer: MailHearer,
  batch: FrozenBatch,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await hearer.takenBack(tx, ids, now);
    const { numAffectedRows } = await sql`
      with batch as (${without(batch, ids)} returning id)
      delete from mail_message where id = any (${ids}::uuid[]) and exists (select from batch)`.execute(
      tx,
    );
    if (numAffectedRows !== BigInt(ids.length)) throw new Error("the batch is in other hands");
  });
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
  const failed = ids.map((id) => [id, { outcome: "rejected", problem }] as const);
  await storeFates(db, hearer, batch, without(batch, ids), failed, now);
}

/** The batch in hand without these mails; it is over when none is left. */
const without = ({ id, lease }: FrozenBatch, ids: readonly string[]) => sql`
  update mail_batch set
    message_ids = array(select one from unnest(message_ids) with ordinality as kept (one, place)
      where one <> all (${ids}::uuid[]) order by place),
    state = case when message_ids <@ ${ids}::uuid[] then 'done' else 'open' end
  where id = ${id} and state = 'open' and lease_until = ${lease}`;

/** Ends a batch in hand of whose mails none is left: they were forgotten. */
export async function endEmpty(db: Db, { id, lease }: FrozenBatch): Promise<void> {
  await sql`
    update mail_batch set state = 'done'
     where id = ${id} and state = 'open' and lease_until = ${lease}`.execute(db);
}
