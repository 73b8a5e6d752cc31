/** Paces updates: lets the mails that are due go into the outbox, a few at a time. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { isMailPaused } from "#emails/pause.ts";

import { isDue, paced } from "../../letters/leaving/pace.ts";
import { finishing } from "../life.ts";
import { stepUpdate } from "../move-update.server.ts";
import { mailAnew } from "./mail-anew.server.ts";
import { mailNext } from "./mail-next.server.ts";
import { countUnderWay, isFull } from "./under-way.server.ts";

type Tx = Transaction<Database>;
type TransportName = Parameters<typeof isMailPaused>[1];

/** In milliseconds: by then mails are looked for again. */
const A_MOMENT = 1_000;

/** Whoever makes mails of an update holds it: two updates at once could both find that a person had none lately. */
const TURN_LOCK = 8_012_032;

/**
 * To be called about once a second, in any number of processes: what another one has in hand is passed
 * over. While mail is paused, and while what was released does not leave, nothing is released and the pace
 * stands still.
 * @param transport the one in use
 * @returns how many mails were made
 */
export async function releaseUpdates(db: Db, transport: TransportName, now: Date): Promise<number> {
  const sending = await db
    .selectFrom("supporter_update")
    .select("id")
    .where("state", "=", "sending")
    .orderBy("id")
    .execute();
  if (sending.length === 0) return 0;
  const paused = await isMailPaused(db, transport, new Date(now.getTime() + A_MOMENT));
  let released = 0;
  for (const { id } of sending)
    released += await db.transaction().execute((tx) => releaseOfUpdate(tx, id, paused, now));
  return released;
}

async function releaseOfUpdate(tx: Tx, id: number, paused: boolean, now: Date): Promise<number> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(${TURN_LOCK}) as free`.execute(tx);
  if (!rows[0]!.free) return 0;
  const row = await tx
    .selectFrom("supporter_update")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "sending")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return 0;
  const next = row.next_at!;
  if (!isDue(row.per_hour, next, now)) return 0;
  if (paused || (await isFull(tx, id, row.per_hour, now))) {
    await setNext(tx, id, new Date(now.getTime() + A_MOMENT));
    return 0;
  }
  const { count, nextAt } = paced(row.per_hour, next > now ? now : next, now);
  const again = await mailAnew(tx, row, count, now);
  const left = count - again;
  if (left > 0 && !row.all_passed) {
    const mails = await mailNext(tx, row, left, now);
    await setNext(tx, id, nextAt);
    return again + mails;
  }
  if (again === 0 && (await countUnderWay(tx, id, now)) === 0) await finish(tx, id, now);
  else await setNext(tx, id, nextAt);
  return again;
}

/** Unless somebody waits after all, for their mail was forgotten. */
async function finish(tx: Tx, id: number, now: Date): Promise<void> {
  const waiting = await tx
    .selectFrom("supporter_mail")
    .select("signer_key")
    .where("update_id", "=", id)
    .where("state", "=", "waiting")
    .limit(1)
    .executeTakeFirst();
  if (!waiting) await stepUpdate(tx, id, finishing, { finished_at: now });
}

async function setNext(tx: Tx, id: number, next_at: Date): Promise<void> {
  await tx.updateTable("supporter_update").set({ next_at }).where("id", "=", id).execute();
}
