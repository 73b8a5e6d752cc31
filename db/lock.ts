/** Work that one process of all does at a time, also through a pooler that keeps no session. */
import { type RawBuilder, sql } from "kysely";

import type { Db } from "./connection.ts";

/**
 * Takes the advisory lock in a transaction that is open, and idle, until `act` has ended: it sees
 * nothing and so keeps no dead row alive. `act` works through `db`, on other connections.
 * @param lock a number, or what takes locks for the transaction and tells whether it got them
 * @returns undefined when another process holds the lock
 */
export async function whileLocked<T>(
  db: Db,
  lock: number | RawBuilder<boolean>,
  act: () => Promise<T>,
): Promise<{ done: T } | undefined> {
  const take = typeof lock === "number" ? sql`pg_try_advisory_xact_lock(${lock})` : lock;
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ taken: boolean }>`select ${take} as taken`.execute(tx);
    // comes last: a query's snapshot stays until the next statement, and would stand for as long
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
    return rows[0]!.taken ? { done: await act() } : undefined;
  });
}
