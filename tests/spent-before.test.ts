/** Until when links are spent of what was invalidated before that stood with the signature. */
import { expect, test } from "vitest";

import { confirmClicks } from "#app/signatures/confirm.server.ts";
import type { Db } from "#db/connection.ts";
import { prepare } from "#db/migrations/0038_spent_links.ts";

import { bulkWork } from "./support/bulk.ts";
import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirm, countOf, makeDemand, signed, wishFor } from "./support/signers.ts";

const start = Date.now() - 3_600_000;
const at = (seconds: number) => new Date(start + seconds * 1_000);

/** @returns a form whose signature was invalidated, and how it is undone */
async function invalidated(db: Db, demand: number) {
  const form = await signed(db, wishFor([demand], "fake@made-up.example"), at(0));
  await confirm(db, form, [demand], at(1));
  const bulk = bulkWork(db, await newOrganiser(db, "chief@example.org"), () => at(2));
  const { id, version } = await bulk.find("invalidate", { demand });
  await bulk.begin(id, version);
  await bulk.until(id, "done");
  return form;
}

test("what an earlier version invalidated has its links spent all the same", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const form = await invalidated(db, one);
  await db.updateTable("signature").set({ spent_until: null }).execute();
  // as an earlier process leaves it that runs beside this one
  expect(await confirm(db, form, [one], at(3))).toBe(0);
  await prepare(db);
  expect(await confirm(db, form, [one], at(3))).toBe(0);
  expect(await countOf(db, one)).toBe(0);
  const again = await signed(db, wishFor([one], "fake@made-up.example"), at(4));
  expect(await confirm(db, again, [one], at(5))).toBe(1);
  expect(await countOf(db, one)).toBe(1);
});

test("of a signature that an earlier version put back no link is spent", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const form = await invalidated(db, one);
  await db.updateTable("signature").set({ set_aside: null }).execute();
  const [click] = await confirmClicks(db, [{ id: form, ticked: ["one", "two"] }], at(3));
  expect(click!.slugs).toEqual(["one", "two"]);
  expect(await countOf(db, two)).toBe(1);
});
