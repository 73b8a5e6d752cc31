/** Addresses of those who asked for news, once they are forgotten as signers. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { isUndoable } from "../../campaign/closing/closing.ts";
import { getClosing } from "../../campaign/closing/closing.server.ts";

/** So long at most, in months. */
export const NEWS_MONTHS = 12;

/**
 * Every night: nobody is mailed for longer, whether or not they have unsubscribed; nor at all once the campaign is
 * closed for so long that it goes on no more. Keys are spread evenly, so by their first byte: each statement is short.
 */
export async function forgetNewsAddresses(db: Db, now: Date): Promise<void> {
  const isOver = !(await isNewsKept(db, now));
  for (let first = 0; first < 256; first++) {
    const until = first < 255 ? sql`and signer_key < ${Buffer.of(first + 1)}` : sql``;
    await sql`
      delete from news_address
       where signer_key >= ${Buffer.of(first)} ${until}
         and (${isOver} or kept_since <= ${now}::timestamptz - make_interval(months => ${sql.lit(NEWS_MONTHS)}))`.execute(
      db,
    );
  }
}

/** Whether anybody may hear of anything yet: a campaign that is closed can be opened again for 28 days. */
export async function isNewsKept(db: Db, now: Date): Promise<boolean> {
  const closing = await getClosing(db);
  return closing === undefined || isUndoable(closing, now);
}

/** @param until of wishes from before alone; undefined for all @returns how many there were */
export async function dropNewsAddresses(tx: Db, signerKey: Buffer, until?: Date): Promise<number> {
  const gone = await tx
    .deleteFrom("news_address")
    .where("signer_key", "=", signerKey)
    .$if(until !== undefined, (query) => query.where("consented_at", "<=", until!))
    .returning("demand_id")
    .execute();
  return gone.length;
}
