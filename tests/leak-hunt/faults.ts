/** What fails: a table that is gone, a row that is refused, a lock that is held, statements that quote what they were given. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect } from "vitest";

import { STEM } from "../support/leaks.ts";
import { at, SLUG } from "./marks.ts";
import type { Browser, Scene } from "./scene.ts";

export async function fail({ connection: { pool } }: Scene, ann: Browser): Promise<void> {
  await pool.query("alter table demand_update rename to elsewhere");
  expect((await ann.get(`/uk/demands/${SLUG}?q=${STEM}`)).status).toBe(500);
  await pool.query("alter table elsewhere rename to demand_update");
  await pool.query("alter table signing add constraint never check (false) not valid");
  expect((await ann.sign({ email: at("fault") })).status).toBeGreaterThanOrEqual(500);
  await pool.query("alter table signing drop constraint never");
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("lock table signing in access exclusive mode");
  const locked = ann.sign({ email: at("locked") });
  await sleep(1_500);
  await holder.query("rollback");
  holder.release();
  await locked;
  await expect(pool.query("select $1::int", [STEM])).rejects.toThrow(STEM);
  await expect(pool.query(`selec '${STEM}'`)).rejects.toThrow("syntax");
  await pool.query(
    `create temporary table t (x text unique check (x <> '!')); insert into t values ('${STEM}')`,
  );
  await expect(pool.query(`insert into t values ('${STEM}')`)).rejects.toThrow("unique");
}
