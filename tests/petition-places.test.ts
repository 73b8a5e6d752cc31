/** A demand's numbers by place, as programs read them: totals where they can be, and no small one to be worked out. */
import { expect, test } from "vitest";

import { getPetitionPlaces } from "#app/members/petition-places.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { seedDemand, seedHouse } from "./support/house.ts";

/** The first half of the seats are in region A, the others in B. */
async function inTwoRegions(db: Db, seats: number, places: readonly number[]) {
  await seedHouse(db, seats);
  await db
    .updateTable("area")
    .set({ region_code: "E12000002", region: "Second" })
    .where("code", ">", `E${14_000_000 + seats / 2}`)
    .execute();
  const id = await seedDemand(db, "one", "One", 100, places);
  const { regions, constituencies, countries } = await getPetitionPlaces(db, id);
  return {
    regions: regions.map(({ ons_code, signature_count }) => [ons_code, signature_count]),
    shown: constituencies.map(({ signature_count }) => signature_count),
    countries: countries.map(({ code, signature_count }) => [code, signature_count]),
  };
}

test("a region has its total though every place in it is small", async () => {
  await using database = await freshDatabase();
  expect(await inTwoRegions(database.db, 20, [4, 1, 2, 0, 0, 0, 0, 0, 0, 0, 3, 1])).toEqual({
    regions: [["A", 7]],
    shown: [],
    countries: [["GB", 11]],
  });
});

test("a region's total counts the small places beside those that are shown", async () => {
  await using database = await freshDatabase();
  expect(await inTwoRegions(database.db, 20, [9, 1, 2, 5])).toMatchObject({
    regions: [["A", 17]],
    shown: [9, 5],
  });
});

test("what would tell the number of one place is left out", async () => {
  await using one = await freshDatabase();
  // a single place is hidden in each
  expect(await inTwoRegions(one.db, 6, [9, 6, 4, 8, 7, 0])).toMatchObject({
    regions: [
      ["A", 15],
      ["B", 15],
    ],
  });
  await using all = await freshDatabase();
  // eight in two hidden places are four in each, and would follow from the country's total and the other region's
  expect(await inTwoRegions(all.db, 6, [9, 4, 4, 8, 4, 3])).toMatchObject({
    regions: [
      ["A", 9],
      ["B", 8],
    ],
  });
});
