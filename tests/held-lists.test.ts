/** Lists that searches look through are read once for many, and anew once something was changed. */
import { expect, test } from "vitest";

import { createChanges } from "#app/host/changes.server.ts";
import { holdLists } from "#app/pages/lists/held-lists.server.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, organiser, send } from "./support/letters.ts";

test("a demand's places and the letters stand for ten seconds, or until an organiser changes something", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "a-demand", "A demand", 7, [7]);
  let time = now;
  const changes = createChanges();
  const lists = holdLists(db, () => time, changes);
  const count = (number: number) =>
    db.updateTable("tally_place").set({ signature_count: number }).execute();
  const counts = async () => (await lists.places(demand)).map(({ count }) => count);
  expect(await counts()).toEqual([7]);
  await count(8);
  time = later(9);
  changes.made(["a-demand"]);
  expect(await counts()).toEqual([7]);
  changes.made();
  expect(await counts()).toEqual([8]);
  await count(9);
  time = later(19);
  expect(await counts()).toEqual([9]);
  expect(await lists.places(demand + 1)).toEqual([]);

  const answers = async () => [
    (await lists.record(demand)).map(({ standing }) => standing.kind),
    [...(await lists.stances(demand)).values()],
  ];
  const silent = [Array<string>(3).fill("not-asked"), []];
  expect(await answers()).toEqual(silent);
  await db
    .insertInto("stance")
    .values({
      ...{ member_id: 2, demand_id: demand, stance: "supports", stated_on: "2026-03-03" },
      ...{ quote: "Yes.", source: "A letter" },
    })
    .execute();
  expect(await answers()).toEqual(silent);
  changes.made();
  expect(await answers()).toEqual([["not-asked", "answered", "not-asked"], ["supports"]]);

  expect(await lists.letters("en")).toEqual([]);
  const author = await organiser(db);
  await send(db, await approved(db, author, draft([demand])), { at: time });
  expect(await lists.letters("en")).toEqual([]);
  changes.made();
  const [letter] = await lists.letters("en");
  expect(letter).toMatchObject({ state: "sending", demands: [{ id: demand }] });
  expect(Object.keys(letter!)).not.toContain("body");
});
