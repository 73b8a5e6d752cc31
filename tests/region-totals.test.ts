import { expect, test } from "vitest";

import { getPetitionPlaces } from "#app/members/petition-places.server.ts";
import { type RegionCounts, regionTotals } from "#app/places/region-totals.ts";
import { SHOWN_FROM } from "#app/places/shown.ts";

import { freshDatabase } from "./support/database.ts";
import { seedDemand, seedHouse } from "./support/house.ts";

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

function countsOf(places: readonly number[]): RegionCounts {
  const small = places.filter((count) => count < SHOWN_FROM);
  return {
    shown: sum(places) - sum(small),
    hidden: sum(small),
    hiddenPlaces: small.length,
  };
}

const totalsOf = (...regions: number[][]) => regionTotals(regions.map(countsOf));

test("a region's total counts its small places", () => {
  expect(totalsOf([1, 1, 1, 1, 1, 0], [3, 3, 0])).toEqual([5, 6]);
  expect(totalsOf([9, 3, 2, 0], [3, 3])).toEqual([14, 6]);
  expect(totalsOf([9, 4, 4, 1], [0, 0])).toEqual([18, 0]);
});

test("a region's total gives no small place away, nor do the regions without each other", () => {
  expect(totalsOf([9, 4], [0, 0])).toEqual([9, 0]);
  expect(totalsOf([9, 4, 4], [0, 0])).toEqual([9, 0]);
  // from the country's total, 3 would be left
  expect(totalsOf([9, 3], [8, 2, 3, 0])).toEqual([9, 8]);
  expect(totalsOf([9, 3], [8, 2, 3, 0], [7, 2, 4, 1, 0])).toEqual([9, 8, 14]);
});

/** Every way in which `places` hidden numbers can be. */
function* waysOf(places: number): Generator<number[]> {
  for (let way = 0; way < SHOWN_FROM ** places; way++)
    yield Array.from(
      { length: places },
      (_, place) => Math.floor(way / SHOWN_FROM ** place) % SHOWN_FROM,
    );
}

/** Of numbers that look alike from outside, which are the same in all of them. */
const fixedIn = (ways: readonly number[][]) =>
  ways[0]!.map((count, place) => ways.every((way) => way[place] === count));

test("whatever the small numbers are, no place's can be worked out by subtracting what is told of others", () => {
  for (const shape of [[1, 1], [2], [2, 1], [2, 2], [3, 1], [3, 2], [4, 1], [3, 3], [3, 2, 1]])
    for (const shown of [[], [9]]) {
      const ways = [...waysOf(sum(shape))];
      const byRegion = (way: readonly number[]) => {
        const rest = [...way];
        return shape.map((places) => rest.splice(0, places));
      };
      /** The country's total, and what small places of a region have together where its total tells. */
      const told = (way: readonly number[]) => {
        const regions = byRegion(way);
        const totals = totalsOf(...regions.map((one) => [...shown, ...one]));
        return [
          sum(way),
          // a total that is the sum of what is shown says nothing of the rest
          ...totals.map((total) =>
            total < SHOWN_FROM || total === sum(shown) ? undefined : total - sum(shown),
          ),
        ];
      };
      const byTotal = Map.groupBy(ways, sum);
      for (const [key, [way]] of Map.groupBy(ways, (one) => JSON.stringify(told(one)))) {
        const [total, ...known] = told(way!);
        const possible = byTotal
          .get(total!)!
          .filter((one) =>
            byRegion(one).every((region, index) => [undefined, sum(region)].includes(known[index])),
          );
        const inevitable = fixedIn(byTotal.get(total!)!);
        const fixed = fixedIn(possible);
        const givenAway = possible[0]!.filter(
          (count, place) => fixed[place] && count > 0 && !inevitable[place],
        );
        expect([shape.join(), key, givenAway]).toEqual([shape.join(), key, []]);
      }
    }
});

test("a demand with few signatures in every place has its region and its country", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 20);
  const demand = await seedDemand(db, "one", "One", 12, [1, 2, 3, 1]);
  await db
    .insertInto("tally_place")
    .values([
      { demand_id: demand, place: "KZ", signature_count: 3 },
      { demand_id: demand, place: "GB", signature_count: 2 },
    ])
    .execute();
  const { constituencies, countries, regions } = await getPetitionPlaces(db, demand);
  expect(constituencies).toEqual([]);
  expect(countries).toEqual([{ code: "GB", name: "United Kingdom", signature_count: 9 }]);
  expect(regions).toMatchObject([{ ons_code: "A", signature_count: 7 }]);
});
