/** Until when links are spent of what was invalidated before that stood with the signature. */
import { expect, test } from "vitest";

import { prepare } from "#db/migrations/0040_spent_links.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirm, countOf, makeDemand, signed, wishFor } from "./support/signers.ts";

test("what an earlier version invalidated has its links spent all the same", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const start = Date.now() - 3_600_000;
  const at = (seconds: number) => new Date(start + seconds * 1_000);
  const one = await makeDemand(db, "one");
  const form = await signed(db, wishFor([one], "fake@made-up.example"), at(0));
  await confirm(db, form, [one], at(1));
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => at(2));
  const { id, version } = await bulk.find("invalidate", { demand: one });
  await bulk.begin(id, version);
  await bulk.until(id, "done");
  await db.updateTable("signature").set({ spent_until: null }).execute();
  await prepare(db);
  expect(await confirm(db, form, [one], at(3))).toBe(0);
  expect(await countOf(db, one)).toBe(0);
});
