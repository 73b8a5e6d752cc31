/** Which pages of a long list are linked from one of them. */
import { expect, test } from "vitest";

import { pagesShown } from "#app/components/lists/page-links.tsx";

test.each([
  [1, 2, "1 2"],
  [1, 4, "1 2 3 4"],
  [2, 5, "1 2 3 4 5"],
  [4, 7, "1 2 3 4 5 6 7"],
  [1, 33, "1 2 … 33"],
  [17, 33, "1 … 16 17 18 … 33"],
  [33, 33, "1 … 32 33"],
])("of page %s of %s", (page, last, shown) => {
  const numbers = pagesShown(page, last);
  expect(numbers.map((number) => number || "…").join(" ")).toBe(shown);
});

test("from every page each other one is reached by steps, in nine places at most", () => {
  for (let last = 2; last < 60; last++)
    for (let page = 1; page <= last; page++) {
      const numbers = pagesShown(page, last);
      expect(numbers.length).toBeLessThanOrEqual(9);
      for (const step of [page - 1, page, page + 1])
        if (step >= 1 && step <= last) expect(numbers).toContain(step);
    }
});
