/** A site at a name, `localhost`, as passkeys need one: they are bound to no number. */
import { seedIfEmpty } from "#app/seed/seed.server.ts";

import { freshDatabase } from "./database.ts";
import { freePort, type Site, siteEnvironment, startProcess, untilReady } from "./server.ts";

export async function startNamedSite(): Promise<Site> {
  const database = await freshDatabase();
  await seedIfEmpty(database.db, true, new Date());
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const server = startProcess({ ...siteEnvironment(database.url, port), APP_ORIGIN: base }, port);
  await untilReady(server);
  return {
    base,
    db: database.db,
    database,
    server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
