/** A Postgres that lasts as long as the pictures are taken: quick, for nothing of it is kept. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { connect } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { migrateToLatest } from "#db/migrate.ts";

import type { TestDatabase } from "../support/database.ts";

const settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];

export interface Databases extends AsyncDisposable {
  /** A migrated database with nothing in it, that goes with the server. */
  make: () => Promise<TestDatabase>;
}

export async function startDatabases(): Promise<Databases> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-gallery-"));
  fs.chmodSync(folder, 0o755);
  const server = await startLocalDatabase(folder, "server", [...settings, "max_connections=100"]);
  const admin = connect(server.url, 1);
  let made = 0;
  return {
    async make() {
      const name = `gallery_${made++}`;
      await admin.pool.query(`create database ${name}`);
      const url = server.url.replace(/\/postgres$/, `/${name}`);
      const connection = connect(url, 10);
      await migrateToLatest(connection.db);
      return { ...connection, url, [Symbol.asyncDispose]: connection.close };
    },
    [Symbol.asyncDispose]: async () => {
      await admin.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
