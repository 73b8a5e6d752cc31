/** From which network a form was confirmed goes with the form; where many confirmed it is kept for a day. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

/** @param signings ids of forms that are deleted in the same transaction */
export async function forgetNetworkOf(tx: Db, signings: readonly string[]): Promise<void> {
  await sql`
    delete from network_signing where signing_id = any (${signings}::uuid[])`.execute(tx);
}
