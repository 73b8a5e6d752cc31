/** Paces invitations: lets those that are due go into the outbox, each inbox once. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";
import { countPutOff } from "#emails/outbox.ts";
import { isMailPaused } from "#emails/pause.ts";

import type { Keys } from "../../keys.server.ts";
import { isDue, mostUnderWay, paced } from "../../letters/leaving/pace.ts";
import { mailInvites } from "./mail-invites.server.ts";
import { settleInvites } from "./settle-invites.server.ts";

type Tx = Transaction<Database>;
type TransportName = Parameters<typeof isMailPaused>[1];

/** In milliseconds: by then lists are looked at again. */
const A_MOMENT = 1_000;

/**
 * To be called about once a second, in any number of processes: a list that another one has in hand is passed
 * over. Nothing is released while mail is paused, while what was released does not leave, or while the demand
 * is not open.
 * @param transport the one in use
 * @returns how many addresses had their turn
 */
export async function releaseInvites(
  db: Db,
  keys: Keys,
  transport: TransportName,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from invite_list
     where state = 'running' or id in (select list_id from invite where mail_id is not null)
     order by id`.execute(db);
  if (rows.length === 0) return 0;
  const isPaused = await isMailPaused(db, transport, new Date(now.getTime() + A_MOMENT));
  let released = 0;
  for (const { id } of rows)
    released += await db.transaction().execute((tx) => releaseOfList(tx, keys, id, isPaused, now));
  return released;
}

async function releaseOfList(
  tx: Tx,
  keys: Keys,
  id: number,
  isPaused: boolean,
  now: Date,
): Promise<number> {
  const list = await tx
    .selectFrom("invite_list")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!list) return 0;
  const leaving = await settleInvites(tx, id);
  if (list.state !== "running") return 0;
  if (!(await isAnyWaiting(tx, id))) {
    if (leaving.length === 0) await finish(tx, id, now);
    return 0;
  }
  const next = list.next_at!;
  if (!isDue(list.per_hour, next, now)) return 0;
  if (isPaused || (await isFull(tx, list, leaving)) || !(await isDemandOpen(tx, list))) {
    await setNext(tx, id, new Date(now.getTime() + A_MOMENT));
    return 0;
  }
  const { count, nextAt } = paced(list.per_hour, next > now ? now : next, now);
  const released = await mailInvites(tx, keys, list, count, now);
  await setNext(tx, id, nextAt);
  return released;
}

async function isAnyWaiting(tx: Tx, id: number): Promise<boolean> {
  const row = await tx
    .selectFrom("invite")
    .select("place")
    .where("list_id", "=", id)
    .where("mail_id", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that are put off again and again, as by boxes that are full, hold up no other. */
async function isFull(
  tx: Tx,
  { per_hour }: Row<"invite_list">,
  leaving: readonly string[],
): Promise<boolean> {
  const most = mostUnderWay(per_hour);
  return leaving.length >= most && leaving.length - (await countPutOff(tx, leaving)) >= most;
}

async function isDemandOpen(tx: Tx, { demand_id }: Row<"invite_list">): Promise<boolean> {
  const row = await tx
    .selectFrom("demand")
    .select("id")
    .where("id", "=", demand_id)
    .where("state", "=", "open")
    .executeTakeFirst();
  return row !== undefined;
}

async function finish(tx: Tx, id: number, now: Date): Promise<void> {
  await tx
    .updateTable("invite_list")
    .set({ state: "done", finished_at: now })
    .where("id", "=", id)
    .execute();
}

async function setNext(tx: Tx, id: number, next_at: Date): Promise<void> {
  await tx.updateTable("invite_list").set({ next_at }).where("id", "=", id).execute();
}
