/** A database as the demo's first run leaves it. */
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { addSample } from "#app/seed/sample/add-sample.server.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { freshDatabase, type TestDatabase } from "./database.ts";
import { testKeys } from "./signers.ts";

export async function sampleDatabase(now = new Date()): Promise<TestDatabase> {
  const database = await freshDatabase();
  const { db } = database;
  await makeSigningDays(db, now);
  await seedIfEmpty(db, true, now, (tx) => addSample(tx, testKeys, "Campaign", now));
  return database;
}
