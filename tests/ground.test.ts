import { expect, test } from "vitest";

import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";
import { uuidTime, uuidBytes, uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";

test("a uuidv7 carries its moment to the millisecond", () => {
  const now = new Date("2022-01-08T14:00:00.123Z");
  expect(uuidTime(uuidBytes(uuidv7(now)))).toEqual(now);
});

test("days of signings are made ahead and dropped a week later, nothing younger", async () => {
  await using database = await freshDatabase();
  const later = new Date(Date.now() + 9 * 86_400_000);
  await makeSigningDays(database.db, later);
  const dropped = await dropSigningDays(database.db, later);
  expect(dropped.length).toBeGreaterThan(0);
  expect(await dropSigningDays(database.db, later)).toEqual([]);
});
