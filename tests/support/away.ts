/** Takes a site's database away, as a failed server would be, and gives it back. */
import { connect } from "#db/connection.ts";

import type { Site } from "./server.ts";

export async function takeAway(site: Site): Promise<{ giveBack: () => Promise<void> }> {
  const { url } = site.database;
  const name = new URL(url).pathname.slice(1);
  const admin = connect(url.replace(/\/[^/]+$/, "/postgres"), 1);
  await admin.pool.query(`alter database ${name} with allow_connections false`);
  await admin.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
    [name],
  );
  return {
    async giveBack() {
      await admin.pool.query(`alter database ${name} with allow_connections true`);
      await admin.close();
    },
  };
}
