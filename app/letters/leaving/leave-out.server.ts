/** Copies of letters under way to a member who asked not to be written to, or may be written to again. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import type { DoNotWrite } from "../../members/do-not-write.ts";
import { setDoNotWrite } from "../../members/do-not-write.server.ts";
import type { Deed } from "../../words/deed.ts";
import { moveCopies } from "../move-copies.server.ts";
import { atRest } from "./at-rest.server.ts";
import { waitAnew } from "./take-back-copies.server.ts";

/** True in SQL of a copy whose member asked not to be written to. */
export const isAskedNot = (copy: string): RawBuilder<boolean> => sql<boolean>`
  exists (select from do_not_write d where d.member_id = ${sql.ref(`${copy}.member_id`)})`;

type Tx = Parameters<typeof setDoNotWrite>[0];

/**
 * As `setDoNotWrite`, for letters under way too.
 * @param wish undefined: the member may be written to again
 */
export async function doNotWrite(
  tx: Tx,
  memberId: number,
  wish: DoNotWrite | undefined,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const deed = await setDoNotWrite(tx, memberId, wish, organiserId, saw, now);
  if (deed.changed) await (wish ? leaveOut(tx, memberId) : takeIn(tx, memberId));
  return deed;
}

/** After it was kept: waits until what was being handed over at that moment has left. */
export async function doNotWriteAtRest(db: Db, done: Deed): Promise<Deed> {
  const { said } = await atRest(db, done);
  return said === "still-leaving" ? { ...done, said: "write-not-leaving" } : done;
}

/**
 * What has surely not left to the member is taken back and
 * left out. What is being handed over at this moment is asked once more before it leaves.
 */
async function leaveOut(tx: Db, memberId: number): Promise<void> {
  const letters = await lockLetters(tx, memberId, ["waiting", "queued"]);
  const { rows } = await sql<{ id: string }>`
    select mail_id as id from letter_copy where member_id = ${memberId} and state = 'queued'
       and letter_id = any (${letters}::int[])`.execute(tx);
  await waitAnew(
    tx,
    await takeBack(
      tx,
      rows.map(({ id }) => id),
    ),
  );
  await moveCopies(
    tx,
    "asked-not",
    sql`copy.member_id = ${memberId} and copy.state = 'waiting'
    and copy.letter_id = any (${letters}::int[])`,
  );
}

/**
 * Copies that were left out of letters not yet over
 * wait for their turn, where the member was on the list that was approved.
 */
async function takeIn(tx: Db, memberId: number): Promise<void> {
  const letters = await lockLetters(tx, memberId, ["asked-not"]);
  await moveCopies(
    tx,
    "waiting",
    sql`copy.member_id = ${memberId}
    and copy.state = 'asked-not' and copy.letter_id = any (${letters}::int[]) and exists (
      select from letter l join letter_approval a on a.letter_id = l.id
       where l.id = copy.letter_id and l.state in ('sending', 'paused')
         and a.parts @> ${JSON.stringify([{ key: `member-${memberId}` }])}::jsonb)`,
  );
}

/** Letters with a copy to the member in one of these states, each locked, in the order of their ids. */
async function lockLetters(tx: Db, memberId: number, states: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from letter where id in (
      select letter_id from letter_copy
       where member_id = ${memberId} and state = any (${states}::text[]))
     order by id for update`.execute(tx);
  return rows.map(({ id }) => id);
}
