/** Gives letters back to their writers that did not reach the member: all of the text, and why. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, Row } from "#db/schema.ts";
import type { Returned } from "#emails/message.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { heedNoneHeld, type HeldTasks } from "../held/tell-held.server.ts";
import { openOwnLetter } from "../../signatures/own-letters/open.server.ts";

/** What has not left by then comes back before it is erased. */
const WAITS_DAYS = 21;
const DAY = 86_400_000;
const AT_ONCE = 100;

type Tx = Transaction<Database>;

/** To be called every few seconds, in any number of processes. @returns how many were given back */
export async function giveBack(db: Db, keys: Keys, tasks: HeldTasks, now: Date): Promise<number> {
  await sql`
    update own_letter set state = 'back', why = 'late'
     where state in ('held', 'waiting') and confirmed_at < ${new Date(now.getTime() - WAITS_DAYS * DAY)}`.execute(
    db,
  );
  await db.transaction().execute((tx) => heedNoneHeld(tx, tasks, now));
  return db.transaction().execute(async (tx) => {
    const letters = await tx
      .selectFrom("own_letter")
      .selectAll()
      .where("state", "=", "back")
      .orderBy("id")
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute();
    if (letters.length === 0) return 0;
    for (const row of letters) await mailWriter(tx, keys, row, now);
    const ids = letters.map(({ id }) => id);
    await sql`
      update own_letter set state = 'given-back' where id = any (${ids}::uuid[])`.execute(tx);
    return letters.length;
  });
}

async function mailWriter(tx: Tx, keys: Keys, row: Row<"own_letter">, now: Date): Promise<void> {
  const letter = openOwnLetter(keys, row);
  if (!letter) return;
  const { id: own, locale, signer_key } = row;
  const why = row.why as Returned;
  const envelope = { ...sealTo(keys, letter.email, now), locale, recipientKey: signer_key };
  await enqueue(tx, [{ kind: "own-returned", params: { own, why }, envelope }], now);
}
