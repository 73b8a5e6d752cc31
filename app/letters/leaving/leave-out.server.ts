/** Copies of letters under way to a member who asked not to be written to, or may be written to again. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { takeBack } from "#emails/outbox.ts";

import type { DoNotWrite } from "../../members/do-not-write.ts";
import { listDoNotWrite, setDoNotWrite } from "../../members/do-not-write.server.ts";
import type { Deed } from "../../words/deed.ts";
import { copiesTo, moveCopies } from "../move-copies.server.ts";
import { holdHouses } from "../send-letter.server.ts";
import { atRest } from "./at-rest.server.ts";
import { whyNotBack } from "./come-back.server.ts";
import { waitAnew } from "./take-back-copies.server.ts";

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
  // while another letter begins to be sent, nobody can tell whether it goes to the member
  if (!wish) await holdHouses(tx);
  const deed = await setDoNotWrite(tx, memberId, wish, organiserId, saw, now);
  if (deed.changed) await (wish ? leaveOut(tx, memberId) : takeIn(tx, memberId, now));
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
export async function leaveOut(tx: Db, memberId: number): Promise<void> {
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
 * Copies that were left out of letters not yet over wait for their turn, where nothing else speaks against it: an
 * organiser may have noted what the member has taken back, or the other way round.
 */
export async function takeIn(tx: Tx, memberId: number, now: Date): Promise<void> {
  if ((await listDoNotWrite(tx)).has(memberId)) return;
  const letters = await lockLetters(tx, memberId, ["asked-not"]);
  for (const id of letters) {
    const row = await tx
      .selectFrom("letter")
      .selectAll()
      .where("id", "=", id)
      .where("state", "in", ["sending", "paused"])
      .executeTakeFirst();
    const why = row && (await whyNotBack(tx, row, memberId, now));
    if (!row || why === "unapproved") continue;
    const asked = sql`${copiesTo(id, [memberId])} and copy.state = 'asked-not'`;
    await moveCopies(tx, why ?? "waiting", asked);
  }
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
