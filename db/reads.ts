/** Reads from a replica; from the primary while the replica is away. */
import { Kysely, PostgresDialect, type PostgresPool } from "kysely";

import { type Connection, connectAlive, type Db } from "./connection.ts";
import type { Database } from "./schema.ts";

/** A replica that could not be reached is left alone for so long. */
const SPARED_MS = 5_000;

/**
 * For pages that may be some seconds old, never for what a visitor has just done.
 * @param url the replica's address, or a pooler's before several of them
 * @param onFault told of broken connections and whenever the primary takes over
 * @param hear told when the replica has frozen, and when it answers again
 */
export function connectReads(
  url: string,
  primary: Pick<Connection, "lender">,
  onFault: (error: Error) => void,
  hear: (answers: boolean, server: string) => void,
): { db: Db; close: () => Promise<void> } {
  const { lender: replica, close } = connectAlive(url, onFault, hear);
  let sparedUntil = 0;
  const pool: PostgresPool = {
    options: replica.options,
    end: () => replica.end(),
    async connect() {
      if (performance.now() < sparedUntil) return primary.lender.connect();
      try {
        return await replica.connect();
      } catch (error) {
        sparedUntil = performance.now() + SPARED_MS;
        onFault(error as Error);
        return primary.lender.connect();
      }
    },
  };
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    async close() {
      await db.destroy();
      await close();
    },
  };
}
