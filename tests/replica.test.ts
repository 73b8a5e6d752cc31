import { expect, test } from "vitest";

import { connect } from "#db/connection.ts";

import { run } from "./support/command.ts";
import {
  copyCluster,
  findPostgres,
  makeCluster,
  scratchFolder,
  startCluster,
} from "./support/installed.ts";
import { until } from "./support/mails.ts";
import { freePort, siteEnvironment, startProcess, untilReady } from "./support/server.ts";
import { signedAndConfirmed, wishFor } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const bin = findPostgres();

test.skipIf(!bin)(
  `public pages are read from a replica, and from the primary while it is away${bin ? "" : " (no Postgres server is installed)"}`,
  async () => {
    using folder = scratchFolder();
    makeCluster(bin!, folder.at("primary"));
    await using primary = await startCluster(bin!, folder.at("primary"), await freePort());
    expect((await run(primary.url, "seed", "--founding")).code).toBe(0);
    copyCluster(bin!, primary.url, folder.at("replica"));
    await using replica = await startCluster(bin!, folder.at("replica"), await freePort());
    const port = await freePort();
    const env = { ...siteEnvironment(primary.url, port), DATABASE_READ_URL: replica.url };
    await using server = startProcess(env, port);
    await untilReady(server);
    const { count, get } = visitor(server.base);
    const { db, close } = connect(primary.url, 4);
    const { id } = await db
      .selectFrom("demand")
      .select("id")
      .where("slug", "=", "free-the-prisoners")
      .executeTakeFirstOrThrow();
    const countIs = (number: number) => until(async () => (await count(id)) === number);

    await countIs(0);
    await until(async () => (await get("/demands/free-the-prisoners")).status === 200);
    expect(await connectionsOf(replica.url)).toBeGreaterThan(0);

    await signedAndConfirmed(db, wishFor([id], "ann@example.org"));
    await countIs(1);

    await replica.stop();
    await signedAndConfirmed(db, wishFor([id], "bob@example.org"));
    await countIs(2);
    expect((await get("/readyz")).status).toBe(200);
    expect((await get("/demands/free-the-prisoners")).status).toBe(200);

    await replica.start();
    await signedAndConfirmed(db, wishFor([id], "eve@example.org"));
    await until(async () => {
      await count(id);
      return (await connectionsOf(replica.url)) > 0;
    });
    await countIs(3);
    await close();
  },
);

/** How many of the site's connections the server has. */
async function connectionsOf(url: string): Promise<number> {
  const { pool, close } = connect(url, 1);
  const { rows } = await pool.query<{ number: number }>(
    `select count(*)::int as number from pg_stat_activity
      where application_name = 'demands-tracker' and pid <> pg_backend_pid()`,
  );
  await close();
  return rows[0]!.number;
}
