/** Demands that closed long ago, and where in a database somebody stands. */
import { sql } from "kysely";
import { expect } from "vitest";

import type { Db } from "#db/connection.ts";

import { signed, confirm, wishFor } from "./signers.ts";

/** In milliseconds. */
export const DAY = 86_400_000;
/** When the tests are run. */
export const now = new Date();
export const ago = (days: number) => new Date(now.getTime() - days * DAY);

/** The tables in which any of these stands, as text or as bytes. */
export async function tablesWith(db: Db, needles: readonly (Buffer | string)[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  expect(tables.length).toBeGreaterThan(70);
  const texts = needles.flatMap((one) =>
    typeof one === "string" ? [one] : [one.toString("hex"), one.toString("base64url")],
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t`.execute(db);
    if (rows.some(({ row }) => texts.some((text) => row.includes(text)))) found.push(name);
  }
  return found;
}

/** Signs and confirms at that time, from where many signed. */
export async function signs(db: Db, demands: number[], address: string, at: Date, updates = false) {
  const wish = { ...wishFor(demands, address, "E14001172", "SW1A1AA"), updates };
  const id = await signed(db, wish, at);
  await confirm(db, id, demands, at);
  return id;
}

/** A demand, as of that time. */
export const close = (db: Db, demand: number, at: Date) =>
  db
    .updateTable("demand")
    .set({ state: "closed", closed_at: at })
    .where("id", "=", demand)
    .execute();
