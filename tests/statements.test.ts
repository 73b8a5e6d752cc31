/** The two hot statements on paper, so that a review sees the SQL that runs. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { expect, test } from "vitest";

import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { storeSignings } from "#app/signatures/sign.server.ts";
import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";

/** What `run` asks, without a database. */
async function asked(run: (db: Db) => Promise<unknown>): Promise<string> {
  const texts: string[] = [];
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (one) => new PostgresIntrospector(one),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void texts.push(query.sql),
  });
  await run(db);
  expect(texts).toHaveLength(1);
  return `${texts[0]!.trim()}\n`;
}

test("signing is one statement", async () => {
  const text = await asked((db) => storeSignings(db, []));
  await expect(text).toMatchFileSnapshot("statements/sign.sql");
});

test("confirming is one statement", async () => {
  const text = await asked((db) => confirmClicks(db, [], new Date(0)));
  await expect(text).toMatchFileSnapshot("statements/confirm.sql");
});
