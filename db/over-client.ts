/** The handle over one connection that is borrowed already, for work that needs it whole. */
import { Kysely, PostgresDialect, type PostgresPoolClient } from "kysely";
import type pg from "pg";

import type { Db } from "./connection.ts";
import type { Database } from "./schema.ts";

/** @returns a handle whose statements are part of the transaction that the connection is in */
export function overClient(client: pg.PoolClient): Db {
  const lent = {
    query: client.query.bind(client),
    // whoever borrowed the connection gives it back
    release: () => {},
  } as PostgresPoolClient;
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => Promise.resolve(lent), end: () => Promise.resolve() },
    }),
  });
}
