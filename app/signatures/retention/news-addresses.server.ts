/** Addresses of those who asked for news, once they are forgotten as signers. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** So long at most, in months. */
export const NEWS_MONTHS = 12;

/** Every night: nobody is mailed for longer, whether or not they have unsubscribed. */
export async function forgetNewsAddresses(db: Db, now: Date): Promise<void> {
  await sql`
    delete from news_address
     where kept_since <= ${now}::timestamptz - make_interval(months => ${sql.lit(NEWS_MONTHS)})`.execute(
    db,
  );
}

/** @param until those that were kept since then alone; undefined for all @returns how many there were */
export async function dropNewsAddresses(tx: Db, signerKey: Buffer, until?: Date): Promise<number> {
  const gone = await tx
    .deleteFrom("news_address")
    .where("signer_key", "=", signerKey)
    .$if(until !== undefined, (query) => query.where("consented_at", "<=", until!))
    .returning("demand_id")
    .execute();
  return gone.length;
}
