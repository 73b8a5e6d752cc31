/** Mails that wait to be fetched: one worker has each in hand at a time, and what a worker left lies there again. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Unreadable } from "./reading/read-mail.ts";
import { fetchable } from "./standing.ts";

export interface Claimed {
  id: number;
  providerId: string;
  letterId: number | null;
  memberId: number | null;
  receivedAt: Date;
  /** How often it was claimed; who has claimed it stores nothing once another has. */
  tries: number;
}

/** In milliseconds: longer than one takes to be fetched and read. */
const LEASE = 3 * 60_000;
/** In milliseconds: the wait doubles with each try, up to an hour, for a day in all. */
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;
const MOST_TRIES = 32;

/** The one that waits longest, what came to no copy last; from then on it is due again when the lease is over. */
export async function claimNext(db: Db, now: Date): Promise<Claimed | undefined> {
  const until = new Date(now.getTime() + LEASE);
  const { rows } = await sql<Claimed>`
    update inbound_mail set tries = tries + 1, due_at = ${until}
     where id = (select id from inbound_mail where due_at <= ${now}
                  order by (letter_id is null), due_at, id limit 1 for update skip locked)
    returning id, provider_id as "providerId", letter_id as "letterId", member_id as "memberId",
              received_at as "receivedAt", tries`.execute(db);
  return rows[0];
}

const isLast = ({ tries }: Claimed) => tries >= MOST_TRIES;

/** It could not be fetched: it waits, or is given up. @returns whether it is given up */
export async function putOff(db: Db, claimed: Claimed, now: Date): Promise<boolean> {
  if (isLast(claimed)) return settle(db, claimed, "not-fetched");
  const wait = Math.min(FIRST_WAIT * 2 ** (claimed.tries - 1), LONGEST_WAIT);
  await db
    .updateTable("inbound_mail")
    .set({ due_at: new Date(now.getTime() + wait) })
    .where("id", "=", claimed.id)
    .where("tries", "=", claimed.tries)
    .where("due_at", "is not", null)
    .execute();
  return false;
}

/** Nothing of it can be shown, now or later. @returns whether it was still this worker's */
export async function settle(db: Db, claimed: Claimed, why: Unreadable): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("inbound_mail")
    .set({ kind: "unreadable", sign: why, due_at: null })
    .where("id", "=", claimed.id)
    .where("tries", "=", claimed.tries)
    .where("due_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** An organiser has it fetched again. @returns whether another try may read what none could before */
export async function fetchAgain(db: Db, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("inbound_mail")
    .set({ kind: null, sign: null, due_at: now, tries: 0, done_at: null })
    .where("id", "=", id)
    .where("kind", "=", "unreadable")
    .where("sign", "in", fetchable)
    .where("purged_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
