/** Shares of the electorate: how they are written, and beside which average they stand. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { listAverageShares } from "#app/members/average-shares.server.ts";
import { SHOWN_FROM } from "#app/places/shown.ts";
import { formatShare, sharesFormat } from "#app/words/format.ts";
import { locales } from "#app/words/locale.ts";

import { freshDatabase } from "./support/database.ts";
import { seedDemand, seedHouse } from "./support/house.ts";

/** Of "0.030%" or "0,030 %". */
const digitsAfterPoint = (text: string) => /[.,](\d+)/.exec(text)?.[1]!.length ?? 0;

test.each([
  [0.0003, "0.030%"],
  [0.00031, "0.031%"],
  [0.000_066_7, "0.0067%"],
  [0.0013, "0.13%"],
  [0.00996, "1.0%"],
  [0.02, "2.0%"],
  [0.5, "50%"],
  [1, "100%"],
  [0, "0%"],
])("%s is %s", (share, text) => {
  expect(formatShare("en", share)).toBe(text);
});

test("shares that stand together have as many digits, and none that is shown is nought", () => {
  const share = fc.double({ min: SHOWN_FROM / 120_000, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 1 }), fc.constantFrom(...locales), (all, locale) => {
      const format = sharesFormat(locale, all);
      const texts = all.map(format);
      expect(new Set(texts.map(digitsAfterPoint)).size).toBe(1);
      for (const text of texts) expect(text).toMatch(/[1-9]/);
    }),
  );
  const few = sharesFormat("en", [0.012, 0.0003, 0]);
  expect([0.012, 0.0003, 0].map(few)).toEqual(["1.20%", "0.03%", "0.00%"]);
  expect(sharesFormat("en", [])(0)).toBe("0%");
});

test("a constituency is compared with the average of those that are shown, once most of them are", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 8);
  const few = SHOWN_FROM - 1;
  const early = await seedDemand(db, "early", "Early", 358, [70, 70, 70, 70, 70, few, few]);
  const later = await seedDemand(db, "later", "Later", 1058, [70, 70, 70, 70, 70, few, few, 700]);
  const averages = await listAverageShares(db);
  expect(averages.get(early)).toBeUndefined();
  expect(averages.get(later)).toBeCloseTo(1050 / (6 * 70_000), 10);
});
