import { expect, test } from "vitest";

import { connect } from "#db/connection.ts";

import { freshDatabase } from "./database.ts";

test("a connection that breaks inside a transaction fails that transaction, not the process", async () => {
  await using database = await freshDatabase();
  const faults: string[] = [];
  const { db, pool, close } = connect(database.url, 2, (error) => faults.push(error.message));
  const broken = db.transaction().execute(async (tx) => {
    await tx.selectFrom("demand").select("id").execute();
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await tx.selectFrom("demand").select("id").execute();
  });
  await expect(broken).rejects.toThrow();
  expect(faults.length).toBeGreaterThan(0);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await close();
});
