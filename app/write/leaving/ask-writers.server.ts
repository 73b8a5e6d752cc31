/** Two weeks after a letter left, its writer is asked once what came of it. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { openOwnLetter } from "../../signatures/own-letters/open.server.ts";

const ASKED_AFTER = 14 * 86_400_000;
const AT_ONCE = 100;

/** True in SQL of a letter whose writer is to be asked, and was not. */
export const isToBeAsked = (now: Date) => sql<boolean>`
  (state = 'left' and asked_at is null and left_at < ${new Date(now.getTime() - ASKED_AFTER)})`;

/** To be called every few minutes, in any number of processes. @returns how many were asked */
export async function askWriters(db: Db, keys: Keys, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const letters = await tx
      .selectFrom("own_letter")
      .selectAll()
      .where(isToBeAsked(now))
      .where("letter", "is not", null)
      .orderBy("id")
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute();
    const mails = letters.map((row) => {
      const { id: own, locale, signer_key } = row;
      const { email } = openOwnLetter(keys, row)!;
      const envelope = { ...sealTo(keys, email, now), locale, recipientKey: signer_key };
      return { kind: "own-question" as const, params: { own }, envelope };
    });
    await enqueue(tx, mails, now);
    if (letters.length > 0)
      await tx
        .updateTable("own_letter")
        .set({ asked_at: now })
        .where(
          "id",
          "in",
          letters.map(({ id }) => id),
        )
        .execute();
    return letters.length;
  });
}
