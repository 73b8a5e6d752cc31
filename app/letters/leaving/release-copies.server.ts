/** Paces letters: lets the copies that are due go into the outbox. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { countPutOff } from "#emails/outbox.ts";
import { isMailPaused } from "#emails/pause.ts";

import type { Keys } from "../../keys.server.ts";
import type { Period } from "../../members/recess.ts";
import { listPeriods } from "../../members/sitting-periods.server.ts";
import { isSitting, listQueuedMails } from "../copy-queries.server.ts";
import { countUnderWay, finishLetter } from "./finish-letter.server.ts";
import { letterOf } from "../get-letter.server.ts";
import { letterDeeds } from "../life.ts";
import { mailCopies } from "./mail-copies.server.ts";
import { stepLetter } from "../move-letter.server.ts";
import { moveCopies } from "../move-copies.server.ts";
import { leaveOutUnwanted } from "./take-back-copies.server.ts";
import { nextLeaving } from "./opens.ts";
import { isDue, MOST_AT_ONCE, mostUnderWay, paced } from "./pace.ts";

type Tx = Transaction<Database>;
type TransportName = Parameters<typeof isMailPaused>[1];

/**
 * In milliseconds: by then copies are looked for again. A pause that is over by then is how a limit of
 * requests a second is kept.
 */
const A_MOMENT = 1_000;

/**
 * To be called about once a second, in any number of processes: a letter that another one has in
 * hand is passed over. While mail is paused, and while what was released does not leave, nothing is
 * released and the pace stands still.
 * @param transport the one in use
 * @returns how many copies had their turn
 */
export async function releaseCopies(
  db: Db,
  keys: Keys,
  transport: TransportName,
  now: Date,
): Promise<number> {
  const sending = await db
    .selectFrom("letter")
    .select("id")
    .where("state", "=", "sending")
    .orderBy("id")
    .execute();
  if (sending.length === 0) return 0;
  const soon = new Date(now.getTime() + A_MOMENT);
  const at: Moment = {
    now,
    paused: await isMailPaused(db, transport, soon),
    periods: await listPeriods(db),
  };
  let released = 0;
  for (const { id } of sending)
    released += await db.transaction().execute((tx) => releaseOfLetter(tx, keys, id, at));
  return released;
}

/** What holds for every letter at this moment. */
interface Moment {
  now: Date;
  paused: boolean;
  /** By legislature. */
  periods: ReadonlyMap<string, readonly Period[]>;
}

async function releaseOfLetter(
  tx: Tx,
  keys: Keys,
  id: number,
  { now, paused, periods }: Moment,
): Promise<number> {
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "sending")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return 0;
  await leaveOutFormer(tx, id);
  await leaveOutUnwanted(tx, id);
  const waiting = await listWaiting(tx, id);
  const first = waiting[0];
  if (!first) {
    await finishLetter(tx, id, now);
    return 0;
  }
  const next = row.next_at!;
  const house = { timeZone: first.time_zone, periods: periods.get(first.house) ?? [] };
  const opening = nextLeaving(now, row.send_window, house);
  if (first.letters_stopped) return 0;
  if (opening > now) {
    await setNext(tx, id, opening);
    return 0;
  }
  if (!isDue(row.per_hour, next, now)) return 0;
  if (paused || (await isFull(tx, id, row.per_hour, now))) {
    await setNext(tx, id, new Date(now.getTime() + A_MOMENT));
    return 0;
  }
  const { count, nextAt } = paced(row.per_hour, next > now ? now : next, now);
  const mailed = await mailCopies(tx, keys, letterOf(row), waiting.slice(0, count), now);
  if (mailed === "unfilled") {
    // for a person to look at: what waits for one stands on the overview
    await stepLetter(tx, id, letterDeeds.pause);
    return 0;
  }
  await setNext(tx, id, nextAt);
  return Math.min(count, waiting.length);
}

/**
 * Whether as many copies are in the outbox as may be. Those that are put off for long, as by boxes that
 * are full, hold up no other: where it is the service that puts off, a few more wait with them each time.
 */
async function isFull(tx: Tx, id: number, perHour: number, now: Date): Promise<boolean> {
  const most = mostUnderWay(perHour);
  const queued = await listQueuedMails(tx, id);
  if (queued.length < most) return false;
  const underWay = await countUnderWay(tx, id, now);
  return underWay >= most && underWay - (await countPutOff(tx, queued)) >= most;
}

/** Whoever lost the seat since the letter was counted gets no copy. */
async function leaveOutFormer(tx: Tx, id: number): Promise<void> {
  const former = sql`copy.letter_id = ${id} and copy.state = 'waiting' and not ${isSitting("copy")}`;
  await moveCopies(tx, "no-seat", former);
}

async function listWaiting(tx: Tx, id: number) {
  return tx
    .selectFrom("letter_copy as c")
    .innerJoin("area as a", "a.code", "c.area_code")
    .innerJoin("legislature as l", "l.id", "a.legislature_id")
    .select(["c.member_id as memberId", "c.area_code as areaCode"])
    .select(["l.id as house", "l.time_zone", "l.letters_stopped"])
    .where("c.letter_id", "=", id)
    .where("c.state", "=", "waiting")
    .orderBy("c.position")
    .limit(MOST_AT_ONCE)
    .execute();
}

async function setNext(tx: Tx, id: number, next_at: Date): Promise<void> {
  await tx.updateTable("letter").set({ next_at }).where("id", "=", id).execute();
}
