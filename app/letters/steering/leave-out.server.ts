/** Leaves one member out of a letter, at any time before their copy leaves, and undoes that. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { CopyState, Database } from "#db/schema.ts";
import { lettersAtRest } from "#emails/dispatch/leaving.ts";
import { takeBack } from "#emails/outbox.ts";

import type { Deed } from "../../words/deed.ts";
import { whyNotBack } from "../leaving/come-back.server.ts";
import { waitAnew } from "../leaving/take-back-copies.server.ts";
import { copiesTo, moveCopies } from "../move-copies.server.ts";
import { moveLetter } from "../move-letter.server.ts";
import { holdHouses } from "../send-letter.server.ts";

type Tx = Transaction<Database>;

/**
 * Before the letter is sent this is another list of recipients, so an approval is for what was, and is
 * given again. Afterwards it stops one copy: taken back from the outbox where it can be, else kept back by
 * whoever is about to hand it over (`judgeCopies`).
 * @param by the organiser
 */
export async function leaveOut(
  tx: Tx,
  id: number,
  member: number,
  by: number,
  now: Date,
): Promise<Deed> {
  return moveLetter(tx, id, "leave-out", async ({ state }) => {
    const copy = await getCopyState(tx, id, member);
    const isCounted = state !== "draft" && state !== "approved";
    if (isCounted && copy !== "waiting" && copy !== "queued")
      return { said: copy === "left-out" ? "left-out" : "leave-out-late" };
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto("letter_left_out")
      .values({ letter_id: id, member_id: member, left_out_by: by, left_out_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return { said: "left-out" };
    if (copy === "queued") await takeBackOne(tx, id, member);
    await moveCopies(tx, "left-out", copiesTo(id, [member]));
    return { record: { after: { member } } };
  });
}

/**
 * The member gets a copy after all; where the letter is on its way, at the next turn.
 * `put-back-unapproved`: it was approved without them; `put-back-recent`: they had another letter since.
 */
export async function putBack(tx: Tx, id: number, member: number, now: Date): Promise<Deed> {
  await holdHouses(tx);
  return moveLetter(tx, id, "put-back", async (row) => {
    const isOut = await tx
      .selectFrom("letter_left_out")
      .select("member_id")
      .where("letter_id", "=", id)
      .where("member_id", "=", member)
      .executeTakeFirst();
    if (!isOut) return { said: "put-back-none" };
    const why = row.counted_at ? await whyNotBack(tx, row, member, now) : undefined;
    if (why) return { said: `put-back-${why}` };
    await tx
      .deleteFrom("letter_left_out")
      .where("letter_id", "=", id)
      .where("member_id", "=", member)
      .execute();
    await moveCopies(tx, "waiting", sql`${copiesTo(id, [member])} and copy.state = 'left-out'`);
    return { record: { before: { member } } };
  });
}

/**
 * What there is to say once nothing is being handed over any more.
 * @param done of `leaveOut`, committed
 */
export async function sayLeftOut(db: Db, id: number, member: number, done: Deed): Promise<Deed> {
  if (!done.changed) return done;
  const isAtRest = await lettersAtRest(db);
  const { state } = await db
    .selectFrom("letter")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (state === "approved") return { ...done, said: "left-out-approved" };
  const copy = await getCopyState(db, id, member);
  if (copy === undefined || copy === "left-out") return done;
  const isUnsure = !isAtRest || copy === "queued" || copy === "unknown";
  return { ...done, said: isUnsure ? "leave-out-unsure" : "leave-out-late" };
}

async function getCopyState(db: Db, id: number, member: number): Promise<CopyState | undefined> {
  const copy = await db
    .selectFrom("letter_copy")
    .select("state")
    .where("letter_id", "=", id)
    .where("member_id", "=", member)
    .executeTakeFirst();
  return copy?.state;
}

async function takeBackOne(tx: Tx, id: number, member: number): Promise<void> {
  const { mail_id } = await tx
    .selectFrom("letter_copy")
    .select("mail_id")
    .where("letter_id", "=", id)
    .where("member_id", "=", member)
    .executeTakeFirstOrThrow();
  await waitAnew(tx, await takeBack(tx, [mail_id!]));
}
