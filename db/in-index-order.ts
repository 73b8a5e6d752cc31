/** For the head of a queue: read from an index that has its order, however long the queue is. */
import { sql } from "kysely";

import type { Db } from "./connection.ts";
import { named } from "./named.ts";

/**
 * Runs `act` where plans that read all rows, to sort or to join them, are out of the question. Left to
 * itself Postgres takes one as long as it believes that few rows wait, or that a batch is a tenth of all.
 */
export async function inIndexOrder<T>(db: Db, act: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const settings = sql`select set_config('enable_sort', 'off', true),
      set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
    await named("index-order", settings).execute(tx);
    return act(tx);
  });
}
