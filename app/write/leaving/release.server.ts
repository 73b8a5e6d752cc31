/** Paces letters in people's own words: one every three minutes to a member, while their office is open. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { enqueue } from "#emails/outbox.ts";
import { isMailPaused } from "#emails/pause.ts";

import type { Keys } from "../../keys.server.ts";
import { isOfficeOpen, nextOpening, paced } from "../../letters/leaving/pace.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { addressFor, isRouteOpen, signedOfAsked } from "../addressee.server.ts";

type Tx = Transaction<Database>;
type TransportName = Parameters<typeof isMailPaused>[1];

export const PER_HOUR = 20;
/** In milliseconds: by then members are looked at again. */
const A_MOMENT = 1_000;
/** No office is closed for longer; a next time that is further off was set by a clock that has been put back. */
const CLOSED = 4 * 86_400_000;
const latest = (now: Date) => new Date(now.getTime() + CLOSED);

/**
 * To be called about once a second, in any number of processes: a member whom another one has in hand is passed
 * over. Nothing is released while mail is paused or all letters are stopped.
 * @param live mail goes to members' own addresses @returns how many letters went into the outbox
 */
export async function releaseOwnLetters(
  db: Db,
  keys: Keys,
  { transport, live }: { transport: TransportName; live: boolean },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with asked as materialized (
      select l.id, l.member_id, l.demand_id, l.signer_key
        from own_letter l
        join member m on m.id = l.member_id
        join legislature h on h.id = m.legislature_id and not h.letters_stopped
        left join own_letter_route r on r.member_id = l.member_id
       where l.state = 'waiting'
         and (r.next_at is null or r.next_at <= ${now} or r.next_at > ${latest(now)})
    ), signed as (${signedOfAsked})
    select distinct member_id as id from asked join signed using (id) order by 1`.execute(db);
  if (rows.length === 0) return 0;
  if (await isMailPaused(db, transport, new Date(now.getTime() + A_MOMENT))) return 0;
  let released = 0;
  for (const { id } of rows)
    released += await db.transaction().execute((tx) => releaseTo(tx, keys, id, live, now));
  return released;
}

interface Route {
  isOpen: boolean;
  isStopped: boolean;
  timeZone: string;
  nextAt: Date | null;
}

async function releaseTo(
  tx: Tx,
  keys: Keys,
  memberId: number,
  live: boolean,
  now: Date,
): Promise<number> {
  const route = await holdRoute(tx, memberId);
  if (!route || route.isStopped) return 0;
  const next = route.nextAt ?? now;
  if (next > now && next <= latest(now)) return 0;
  if (!isOfficeOpen(now, route.timeZone)) {
    await setNext(tx, memberId, nextOpening(now, route.timeZone));
    return 0;
  }
  const address = route.isOpen ? await addressFor(tx, memberId, !live) : undefined;
  await giveUp(tx, memberId, address !== undefined);
  if (address === undefined) return 0;
  const { count, nextAt } = paced(PER_HOUR, next > now ? now : next, now);
  const letters = await holdNext(tx, memberId, count);
  if (letters.length === 0) return 0;
  const mails = letters.map((own) => ({
    kind: "own-letter" as const,
    params: { own, member: memberId },
    envelope: sealTo(keys, address, now),
  }));
  await enqueue(tx, mails, now);
  await sql`
    update own_letter l set state = 'queued', mail_id = mail.id, rehearsal = ${!live}
      from unnest(${letters}::uuid[], ${mails.map(({ envelope }) => envelope.id)}::uuid[])
           as mail (own, id)
     where l.id = mail.own`.execute(tx);
  await setNext(tx, memberId, nextAt);
  return letters.length;
}

/** Locked; undefined while another process has it in hand. */
async function holdRoute(tx: Tx, memberId: number): Promise<Route | undefined> {
  await tx
    .insertInto("own_letter_route")
    .values({ member_id: memberId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { rows } = await sql<Route>`
    select ${isRouteOpen("m.id")} as "isOpen", h.letters_stopped as "isStopped",
           h.time_zone as "timeZone", r.next_at as "nextAt"
      from own_letter_route r
      join member m on m.id = r.member_id
      join legislature h on h.id = m.legislature_id
     where r.member_id = ${memberId} for update of r skip locked`.execute(tx);
  return rows[0];
}

/** What can reach its member no more goes back: the seat is another's, or the member takes no such letters. */
async function giveUp(tx: Tx, memberId: number, isReached: boolean): Promise<void> {
  await sql`
    update own_letter l set state = 'back', why = 'unreachable'
     where l.member_id = ${memberId} and l.state = 'waiting' and (not ${isReached}::boolean
       or not exists (select from membership s where s.member_id = l.member_id
                       and s.area_code = l.area_code and s.ended_on is null))`.execute(tx);
}

/** Those confirmed first; locked. One whose signature is held waits until that is decided, at most its three weeks. */
async function holdNext(tx: Tx, memberId: number, most: number): Promise<string[]> {
  const { rows: next } = await sql<{ id: string }>`
    with asked as materialized (
      select id, demand_id, signer_key, confirmed_at from own_letter
       where member_id = ${memberId} and state = 'waiting'
    ), signed as (${signedOfAsked})
    select id from asked join signed using (id) order by confirmed_at, id limit ${most}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    select id from own_letter
     where id = any (${next.map(({ id }) => id)}::uuid[]) and state = 'waiting'
     order by confirmed_at, id for update`.execute(tx);
  return rows.map(({ id }) => id);
}

async function setNext(tx: Tx, memberId: number, next_at: Date): Promise<void> {
  await tx
    .updateTable("own_letter_route")
    .set({ next_at })
    .where("member_id", "=", memberId)
    .execute();
}
