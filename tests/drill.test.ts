import { expect, test } from "vitest";

import { sameLink } from "./drill/links.ts";

/** The cheapest of `npm run drill`, which is the whole. */
test("a link confirmed fifty times at once at two processes counts once, and nobody is mailed twice", async () => {
  const outcome = await sameLink(4);
  expect(outcome).toMatchObject({ rounds: 4, lost: 0, doubled: 0, twice: 0, wrong: [] });
  expect(outcome.acknowledged).toBeGreaterThanOrEqual(4 * 51);
});
