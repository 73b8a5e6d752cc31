/** "This was not me": the signing goes, and the inbox gets no confirmation mail for a month. */
import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";
import { forgetAllowancesOf } from "#emails/forget-signer.ts";
import { suppress } from "#emails/suppression.ts";

import type { Keys } from "../keys.server.ts";
import { formErasure, noteErasures } from "./erasures/note-erasures.server.ts";
import { forgetNetworkOf } from "./manage/forget-outside.server.ts";

const BARRED = 30 * 86_400_000;

/**
 * Deletes the signing, whether or not it was confirmed; signatures stay until they are withdrawn. Who
 * says so reads the inbox, whatever tag the address has that a stranger typed.
 * @returns whether it was there: without it nobody knows whose inbox to bar
 */
export async function disown(db: Db, keys: Keys, id: string, now: Date): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom("signing")
      .where("id", "=", id)
      .returning(["signer_key", "inbox_key"])
      .executeTakeFirst();
    if (!gone) return false;
    await forgetNetworkOf(tx, [id]);
    await noteErasures([formErasure(keys, id)], now).execute(tx);
    await barInboxOf(tx, gone, now);
    return true;
  });
}

/** @param at when it was said */
export async function barInboxOf(
  tx: Db,
  { signer_key, inbox_key }: Pick<Row<"signing">, "signer_key" | "inbox_key">,
  at: Date,
): Promise<void> {
  const barred = [signer_key, ...(inbox_key ? [inbox_key] : [])];
  await forgetAllowancesOf(tx, barred);
  const until = new Date(at.getTime() + BARRED);
  for (const key of barred) await suppress(tx, key, "not-me", until, at);
}
