import { expect, test } from "vitest";

import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";
import { uuidTime, uuidBytes, uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";

test("a uuidv7 carries its moment to the millisecond", () => {
  const now = new Date("2022-01-08T14:00:00.123Z");
  expect(uuidTime(uuidBytes(uuidv7(now)))).toEqual(now);
});

const DAY = 86_400_000;

test("days of signings are made ahead and dropped a week later, nothing younger", async () => {
  await using database = await freshDatabase();
  const later = new Date(Date.now() + 2 * DAY);
  await makeSigningDays(database.db, later);
  expect(await dropSigningDays(database.db, later)).toHaveLength(2);
  expect(await dropSigningDays(database.db, later)).toEqual([]);
});

test("in one night a clock that is days ahead drops no more than three days", async () => {
  await using database = await freshDatabase();
  const later = new Date(Date.now() + 10 * DAY);
  await makeSigningDays(database.db, later);
  expect(await dropSigningDays(database.db, later)).toHaveLength(3);
});
