/** Paces letters: lets the copies that are due go into the outbox, each filled from the letter's own totals. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import { enqueue } from "#emails/outbox.ts";

import { type Keys, seal } from "../keys.server.ts";
import { listAddresses } from "../members/addresses.server.ts";
import { listCopyFacts } from "./copy-facts.server.ts";
import { fillLetter } from "./fill.ts";
import { letterOf } from "./get-letter.server.ts";
import { nextOpening } from "./office-hours.ts";

type Tx = Transaction<Database>;

/** Copies in one transaction. */
const MOST_AT_ONCE = 500;

/**
 * To be called about once a second, in any number of processes: a letter that another one has in
 * hand is passed over.
 * @returns how many copies went into the outbox
 */
export async function releaseCopies(db: Db, keys: Keys, now: Date): Promise<number> {
  const due = await db
    .selectFrom("letter")
    .select("id")
    .where("state", "=", "sending")
    .where("next_at", "<=", now)
    .orderBy("id")
    .execute();
  let released = 0;
  for (const { id } of due)
    released += await db.transaction().execute((tx) => releaseOfLetter(tx, keys, id, now));
  return released;
}

async function releaseOfLetter(tx: Tx, keys: Keys, id: number, now: Date): Promise<number> {
  const row = await tx
    .selectFrom("letter")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "sending")
    .where("next_at", "<=", now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return 0;
  await leaveOutFormer(tx, id);
  const waiting = await tx
    .selectFrom("letter_copy as c")
    .innerJoin("area as a", "a.code", "c.area_code")
    .innerJoin("legislature as l", "l.id", "a.legislature_id")
    .select(["c.member_id as memberId", "c.area_code as areaCode"])
    .select(["l.time_zone", "l.letters_stopped"])
    .where("c.letter_id", "=", id)
    .where("c.mail_id", "is", null)
    .where("c.left_out", "is", null)
    .orderBy("c.position")
    .limit(MOST_AT_ONCE)
    .execute();
  const first = waiting[0];
  if (!first) {
    await finishLetter(tx, id, now);
    return 0;
  }
  if (first.letters_stopped) return 0;
  const opening = row.send_window === "any" ? now : nextOpening(now, first.time_zone);
  if (opening > now) {
    await tx.updateTable("letter").set({ next_at: opening }).where("id", "=", id).execute();
    return 0;
  }
  const { count, nextAt } = paced(row, now);
  await release(tx, keys, row, waiting.slice(0, count), now);
  await tx.updateTable("letter").set({ next_at: nextAt }).where("id", "=", id).execute();
  return Math.min(count, waiting.length);
}

/** Whoever lost the seat since the letter was counted gets no copy. */
async function leaveOutFormer(tx: Tx, id: number): Promise<void> {
  await sql`
    update letter_copy copy set left_out = 'no-seat'
     where letter_id = ${id} and mail_id is null and left_out is null and not exists (
           select from membership m
            where m.member_id = copy.member_id and m.area_code = copy.area_code
              and m.ended_on is null)`.execute(tx);
}

/** How many copies are due and when the next one is; after a standstill a minute's worth at most. */
function paced(
  row: Pick<Row<"letter">, "per_hour" | "next_at">,
  now: Date,
): { count: number; nextAt: Date } {
  const interval = 3_600_000 / row.per_hour;
  const late = now.getTime() - row.next_at!.getTime();
  const due = Math.floor(late / interval) + 1;
  const minute = Math.max(1, Math.floor(60_000 / interval));
  const count = Math.min(due, minute, MOST_AT_ONCE);
  const from = due > minute ? now.getTime() - (count - 1) * interval : row.next_at!.getTime();
  return { count, nextAt: new Date(from + count * interval) };
}

async function release(
  tx: Tx,
  keys: Keys,
  row: Row<"letter">,
  copies: readonly { memberId: number; areaCode: string }[],
  now: Date,
): Promise<void> {
  const letter = letterOf(row);
  const facts = await listCopyFacts(tx, letter, copies);
  const addresses = await listAddresses(tx);
  const addressOf = (memberId: number) =>
    letter.rehearsal ? `member-${memberId}@example.invalid` : addresses.get(memberId)?.email;
  const unreachable = copies.map(({ memberId }) => memberId).filter((one) => !addressOf(one));
  const mails = copies.flatMap(({ memberId }) => {
    const address = addressOf(memberId);
    if (!address) return [];
    const { subject, body } = fillLetter(letter, facts.get(memberId)!);
    const id = uuidv7(now);
    const sealed = seal(keys, uuidBytes(id), address);
    return {
      kind: "letter" as const,
      params: { letter: letter.id, member: memberId, subject, body },
      envelope: {
        id,
        recipient: sealed.bytes,
        keyVersion: sealed.keyVersion,
        recipientKey: null,
        locale: "en" as const,
        notBefore: now,
      },
    };
  });
  await enqueue(tx, mails, now);
  await sql`
    update letter_copy copy set mail_id = mail.id
      from unnest(${mails.map(({ params }) => params.member)}::int[],
                  ${mails.map(({ envelope }) => envelope.id)}::uuid[]) as mail (member_id, id)
     where copy.letter_id = ${letter.id} and copy.member_id = mail.member_id`.execute(tx);
  await sql`update letter_copy set left_out = 'no-address', has_address = false
             where letter_id = ${letter.id} and member_id = any (${unreachable}::int[])`.execute(
    tx,
  );
}

/** A letter is sent when no mail of it waits or is under way. */
async function finishLetter(tx: Tx, id: number, now: Date): Promise<void> {
  await sql`
    update letter set state = 'sent', finished_at = ${now} where id = ${id} and not exists (
      select from letter_copy c join mail_message m on m.id = c.mail_id
       where c.letter_id = ${id} and m.state in ('queued', 'sending'))`.execute(tx);
}
