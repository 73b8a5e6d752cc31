/** A site at a name, `localhost`, as passkeys need one: they are bound to no number. */
import { seedIfEmpty } from "#app/seed/seed.server.ts";

import { freshDatabase } from "./database.ts";
import { serveOn, type Site } from "./server.ts";

export async function startNamedSite(): Promise<Site> {
  const database = await freshDatabase();
  await seedIfEmpty(database.db, true, new Date());
  return serveOn(database, {}, "localhost");
}
