/** Makes the next batch to send: due mails frozen in a fixed order, or a batch whose lease ran out. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { inIndexOrder } from "#db/in-index-order.ts";
import { named } from "#db/named.ts";
import type { Row } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";

import { isAtRest } from "./leaving.ts";
import { type MailKind, priorityOf } from "../message.ts";
import { isPaused } from "../pause.ts";
import { isDue, isLeaseOver, LEASE, SKEW } from "./stepped-clock.ts";
import type { Transport } from "../transports/transport.ts";

export type MailRow = Pick<
  Row<"mail_message">,
  "id" | "kind" | "recipient" | "key_version" | "recipient_key" | "params" | "locale"
>;

/** A batch that this process holds until `lease`. */
export interface FrozenBatch {
  /** The uuid that is its idempotency key. */
  id: string;
  lease: Date;
  /** Tries, this one included. */
  attempts: number;
  /** The first try that may have been taken, before this one. */
  triedBefore: Date | null;
  /** In milliseconds, how long ago that was; endless where the clock cannot tell. */
  triedFor: number;
  started: Date;
  /** The version of who writes: until it is settled its mails are written with that one. */
  letterhead: number;
  rows: readonly MailRow[];
}

/** Who writes, by the number of a version that never changes. */
export interface Letterhead {
  letterhead: number;
  /** The kinds that may leave, where not all may; the others wait. */
  kinds: readonly MailKind[] | undefined;
}

/** What the SQL of a claim needs to know of the transport, and of who writes: the first letterhead unless told. */
type Outlet = Pick<Transport, "name" | "batchSize"> & Partial<Letterhead>;

/** Batches that an earlier program froze are written with this one, for it knew no other. */
const FIRST_LETTERHEAD = 1;

/** By priority too, in whose order they are looked through: a long queue of other kinds is not read. */
const ofKinds = (kinds: readonly MailKind[]) => sql`
  and priority <= ${Math.max(...kinds.map((kind) => priorityOf[kind]))} and kind = any (${kinds}::text[])`;

/**
 * Claims due mails: lower priority numbers first, then those due longest. Each letter, update and list that
 * is invited has batches of its own, so that it can be held alone, and so has what somebody wrote to their
 * own member, so that it can be erased alone. A mail to a suppressed address is cancelled, but for the link
 * that its owner asked for (link-mail.ts). All of it is committed before the provider is called.
 * @returns undefined when nothing is due; a batch without rows when all of them were suppressed
 */
export async function freezeBatch(
  db: Db,
  outlet: Outlet,
  now: Date,
): Promise<FrozenBatch | undefined> {
  const { letterhead = FIRST_LETTERHEAD, kinds } = outlet;
  const id = uuidv7(now);
  const lease = new Date(now.getTime() + LEASE * 1000);
  const claim = sql<MailRow & { state: string }>`
    with first as materialized (
      select id, kind, recipient_key, priority, not_before, case kind when 'letter' then 'letter ' || (params ->> 'letter')
               when 'update' then 'update ' || (params ->> 'update')
                when 'sign-invitation' then 'list ' || (params ->> 'list')
                else 'own ' || (params ->> 'own') end as apart
      from mail_message
      where state = 'queued' and batch_id is null and ${isDue(now)} and not ${isPaused(outlet.name, now)}
        ${kinds ? ofKinds(kinds) : sql``}
      order by priority, not_before, id limit ${outlet.batchSize} for update skip locked
    ), due as materialized (
      select id, kind, recipient_key from first
      where apart is not distinct from (select apart from first order by priority, not_before, id limit 1)
    ), barred as materialized (
      select id from due
      where (select until from suppression where signer_key = recipient_key
               and not (reason = 'not-me' and kind = 'manage')) > ${now}
    ), claimed as (
      -- no joins here: they may be planned over whole tables while those are small, and kept
      update mail_message as mail set
        state = case when id = any (array(select id from barred)) then 'cancelled' else 'sending' end,
        problem = case when id = any (array(select id from barred)) then 'the address is suppressed' end,
        settled_at = case when id = any (array(select id from barred)) then ${now}::timestamptz end,
        batch_id = ${id}
      where id = any (array(select id from due)) returning mail.*
    ), batch as (
      insert into mail_batch (id, message_ids, attempts, first_tried_at, lease_until, created_at, letterhead)
      select ${id}::uuid, array_agg(id order by priority, not_before, id), 1,
        ${now}::timestamptz, ${lease}::timestamptz, ${now}::timestamptz, ${letterhead}::int
      from claimed where state = 'sending' having count(*) > 0
    )
    select id, kind, recipient, key_version, recipient_key, params, locale, state
    from claimed order by priority, not_before, id`;
  const rows = await inIndexOrder(db, (tx) =>
    named(kinds ? "freeze-some" : "freeze-batch", claim).execute(tx),
  );
  if (rows.length === 0) return undefined;
  const sending = rows.filter(({ state }) => state === "sending");
  const untried = { attempts: 1, triedBefore: null, triedFor: 0, started: now };
  return { id, lease, ...untried, letterhead, rows: sending };
}

/** More than may be with the provider at once after their leases have ended. */
const MOST_IN_HAND = 100;

/**
 * Takes over the batch that waits longest for another try: its holder died, or put it off. What no try can
 * have brought to the provider is written anew with the letterhead of now.
 */
export async function takeOverBatch(
  db: Db,
  outlet: Outlet,
  now: Date,
): Promise<FrozenBatch | undefined> {
  const { letterhead = FIRST_LETTERHEAD, kinds } = outlet;
  const lease = new Date(now.getTime() + LEASE * 1000);
  const { rows } = await sql<{
    id: string;
    message_ids: string[];
    attempts: number;
    tried_before: Date | null;
    letterhead: number;
  }>`
    with late as (
      select id, first_tried_at from (
        select id, first_tried_at from mail_batch
        where state = 'open' and ${isLeaseOver(now)} and not ${isPaused(outlet.name, now)}
          ${
            kinds
              ? sql`and not exists (select from mail_message m
            where m.id = any (message_ids) and m.kind <> all (${kinds}::text[]))`
              : sql``
          }
        order by lease_until limit ${MOST_IN_HAND} for update skip locked
      ) as overdue
      -- one by one, until one is at rest: a lock for each that waits would be more than there are
      where ${isAtRest("overdue.id")} limit 1
    )
    update mail_batch as batch set
      lease_until = ${lease}, attempts = attempts + 1,
      first_tried_at = coalesce(batch.first_tried_at, ${now}),
      letterhead = case when late.first_tried_at is null then ${letterhead}
        else coalesce(batch.letterhead, ${sql.lit(FIRST_LETTERHEAD)}) end
    from late where batch.id = late.id
    returning batch.id, message_ids, attempts, late.first_tried_at as tried_before, batch.letterhead`.execute(
    db,
  );
  const batch = rows[0];
  if (!batch) return undefined;
  const mails = await db
    .selectFrom("mail_message")
    .select(["id", "kind", "recipient", "key_version", "recipient_key", "params", "locale"])
    .where("id", "in", batch.message_ids)
    .execute();
  const place = new Map(batch.message_ids.map((id, index) => [id, index]));
  return {
    id: batch.id,
    lease,
    attempts: batch.attempts,
    triedBefore: batch.tried_before,
    triedFor: batch.tried_before ? timeSince(batch.tried_before, now) : 0,
    started: now,
    letterhead: batch.letterhead,
    rows: mails.sort((a, b) => place.get(a.id)! - place.get(b.id)!),
  };
}

/** A moment that is still to come was told by a clock that was set back since. */
function timeSince(moment: Date, now: Date): number {
  const time = now.getTime() - moment.getTime();
  return time < -SKEW ? Infinity : time;
}
