/** What is with the provider at this moment: each batch is handed over under a lock of its own. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";

/** The first of two numbers; the second is made of the batch's uuid. */
const BATCH_LOCK = 8_012_026;
/** Shared by all who hand over letters or updates; who stops some waits for it alone. */
const LETTERS_LOCK = 8_012_027;

/**
 * Taken in SQL by who holds the batch; a batch that nobody judges needs no more. Whoever was asleep since
 * it was frozen may find it in other hands, or sent.
 */
const lockBatch = ({ id, lease }: Held) => sql<boolean>`
  pg_try_advisory_xact_lock(${BATCH_LOCK}, hashtext(${id})) and exists (select from mail_batch
    where id = ${id} and state = 'open' and lease_until = ${lease})`;

/** A batch, and the lease under which it is in hand. */
interface Held {
  id: string;
  lease: Date;
}

/** True in SQL of a batch that nobody hands over. @param id a column with the batch's uuid */
export const isAtRest = (id: string) =>
  sql<boolean>`pg_try_advisory_xact_lock(${BATCH_LOCK}, hashtext(${sql.ref(id)}::text))`;

/**
 * Runs `act`, which hands the batch to the provider and settles it, while nobody else can hand it over,
 * however long its lease. What `act` has brought back is kept even if the lock's connection breaks meanwhile.
 * @param judged whether there are letters or mails of an update in it
 * @returns undefined when somebody else has it in hand or has ended it, or some are being stopped just now
 */
export async function whileLeaving<T>(
  db: Db,
  batch: Held,
  judged: boolean,
  act: () => Promise<T>,
): Promise<{ done: T } | undefined> {
  const lock = judged
    ? sql<boolean>`${lockBatch(batch)} and pg_try_advisory_xact_lock_shared(${LETTERS_LOCK})`
    : lockBatch(batch);
  let outcome: { done: T } | undefined;
  try {
    await whileLocked(db, lock, async () => {
      outcome = { done: await act() };
    });
  } catch (error) {
    if (!outcome) throw error;
  }
  return outcome;
}

/** In milliseconds: longer than a provider is waited for, shorter than a person's patience. */
const PATIENCE = 12_000;
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Waits until no letter and no mail of an update is being handed over. Whoever has committed that they
 * stay knows then that none leaves any more: each batch asks again once it holds its lock.
 * @returns false when one still was after twelve seconds
 */
export async function lettersAtRest(db: Db): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`select set_config('lock_timeout', ${String(PATIENCE)}, true)`.execute(tx);
      await sql`select pg_advisory_xact_lock(${LETTERS_LOCK})`.execute(tx);
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
