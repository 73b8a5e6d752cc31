import { expect, test, vi } from "vitest";

import { moveDue } from "#app/demands/life/move-due.server.ts";
import { writeAudit } from "#app/organisers/audit.server.ts";

import { freshDatabase } from "./support/database.ts";
import { confirm, countOf, makeDemand, signed, wishFor } from "./support/signers.ts";

const HOUR = 3_600_000;

test("demands close together while confirmations hold some of them, wherever their rows lie", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  const first = await makeDemand(db, "first");
  const second = await makeDemand(db, "second");
  const signing = await signed(db, wishFor([first, second], "ann@example.org"), now);
  const due = new Date(now.getTime() - HOUR);
  // a row lies behind those that were written before it
  for (const id of [second, first]) {
    await db.updateTable("demand").set({ closes_at: due }).where("id", "=", id).execute();
  }
  const closing = await db.transaction().execute(async (confirming) => {
    await confirm(confirming, signing, [first], now);
    const closed = moveDue(db, writeAudit, now).then(
      () => "closed",
      (error: unknown) => String(error),
    );
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows.length).toBe(1);
    }, 30_000);
    await confirm(confirming, signing, [second], now);
    return { closed };
  });
  expect(await closing.closed).toBe("closed");
  expect([await countOf(db, first), await countOf(db, second)]).toEqual([1, 1]);
  const rows = await db.selectFrom("demand").select(["state", "closed_at"]).execute();
  expect(rows).toEqual(Array.from({ length: 2 }, () => ({ state: "closed", closed_at: due })));
});
