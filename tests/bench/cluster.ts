/** The Postgres that is measured with: nothing of its safety switched off, a database for each site. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { sql } from "kysely";

import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { type Connection, connect, type Db } from "#db/connection.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { seedHouse } from "../support/house.ts";
import { postcodeOf, SEATS } from "./requests.ts";

export interface Database extends Connection, AsyncDisposable {
  url: string;
}

export interface Cluster extends AsyncDisposable {
  /** Connected to the database that nobody uses. */
  db: Db;
  /** A new database: the founding demands, 650 constituencies with a member each, 100,000 postcodes. */
  newDatabase: (name: string) => Promise<Database>;
}

/** As a small machine of one's own would be set; what is written survives a power cut. */
const settings = ["shared_buffers=1GB", "max_wal_size=4GB", "max_connections=100"];
const TEMPLATE = "bench_template";

export async function startCluster(): Promise<Cluster> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-bench-"));
  fs.chmodSync(folder, 0o755);
  const server = await startLocalDatabase(folder, "server", settings);
  const urlOf = (name: string) => server.url.replace(/\/postgres$/, `/${name}`);
  const admin = connect(server.url, 1);
  await admin.pool.query(`create database ${TEMPLATE}`);
  const template = connect(urlOf(TEMPLATE), 2);
  await seed(template);
  await template.close();
  return {
    db: admin.db,
    newDatabase: async (name) => {
      await admin.pool.query(`create database ${name} template ${TEMPLATE}`);
      const connection = connect(urlOf(name), 4);
      return {
        ...connection,
        url: urlOf(name),
        [Symbol.asyncDispose]: async () => {
          await connection.close();
          await admin.pool.query(`drop database ${name} with (force)`);
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await admin.close();
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seed({ db }: Connection): Promise<void> {
  await migrateToLatest(db);
  await makeSigningDays(db, new Date());
  await seedIfEmpty(db, false, new Date());
  await seedHouse(db, SEATS);
  const areas = await db.selectFrom("area").select("code").orderBy("code").execute();
  await db
    .insertInto("postcode")
    .values(
      areas.map(({ code }, seat) => ({
        code: postcodeOf(seat).replace(" ", ""),
        area_code: code,
      })),
    )
    .execute();
  // a country's postcodes are not read from end to end, however few are signed with here
  await sql`insert into postcode select 'ZZ' || n, 'E14000530' from generate_series(1, 100000) n`.execute(
    db,
  );
  await sql`vacuum analyze`.execute(db);
}
