/** "This was not me": the signing goes, and the address gets no confirmation mail for a month. */
import type { Db } from "#db/connection.ts";
import { suppress } from "#emails/suppression.ts";

const BARRED = 30 * 86_400_000;

/** Deletes the signing, whether or not it was confirmed; signatures stay until they are withdrawn. */
export async function disown(db: Db, id: string, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom("signing")
      .where("id", "=", id)
      .returning("signer_key")
      .executeTakeFirst();
    if (!gone) return;
    await suppress(tx, gone.signer_key, "not-me", new Date(now.getTime() + BARRED), now);
  });
}
