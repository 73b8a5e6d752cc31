import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, inject, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { type Db, connect } from "#db/connection.ts";
import { whileLocked } from "#db/lock.ts";
import { isCurrent, migrateToLatest } from "#db/migrate.ts";
import * as ground from "#db/migrations/0001_ground.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { countOf, makeDemand, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

/** A database without any schema, and as many connections of their own as are asked for. */
async function emptyDatabase(pools: number) {
  const admin = connect(inject("databaseUrl"), 1);
  const name = `test_${uuidv7(new Date()).replaceAll("-", "")}`;
  await admin.pool.query(`create database ${name} template template0`);
  const url = inject("databaseUrl").replace(/\/postgres$/, `/${name}`);
  const connections = Array.from({ length: pools }, () => connect(url, 2));
  return {
    dbs: connections.map(({ db }) => db),
    [Symbol.asyncDispose]: async () => {
      for (const { close } of connections) await close();
      await admin.pool.query(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

test("processes that start at once migrate once", async () => {
  await using database = await emptyDatabase(3);
  const ran = await Promise.all(database.dbs.map(migrateToLatest));
  expect(ran.flat()).toEqual([...new Set(ran.flat())]);
  expect(ran.flat().length).toBeGreaterThan(1);
  expect(await isCurrent(database.dbs[0]!)).toBe(true);
});

test("a filled database is migrated while people sign", async () => {
  await using database = await emptyDatabase(2);
  const [db, site] = database.dbs as [Db, Db];
  await groundAlone(db);
  await makeSigningDays(db, new Date());
  const demand = await makeDemand(db, "one");
  const [ann, bob] = ["ann@example.org", "bob@example.org"];
  await signedAndConfirmed(db, wishFor([demand], ann));
  let done = false;
  let signers = 0;
  const signing = (async () => {
    while (!done) await signedAndConfirmed(site, wishFor([demand], `${signers++}@example.org`));
  })();
  await migrateToLatest(db);
  done = true;
  await signing;
  await signedAndConfirmed(db, wishFor([demand], bob));
  expect(await countOf(db, demand)).toBe(signers + 2);
  expect(await withdraw(db, signerKey(testKeys, ann), [demand], new Date())).toBe(1);
  expect(await checkTally(db)).toEqual([]);
});

test("a migration that does not get its lock gives way, and comes again", async () => {
  await using database = await emptyDatabase(2);
  const [db, site] = database.dbs as [Db, Db];
  await groundAlone(db);
  const held = Promise.withResolvers<void>();
  const busy = site.transaction().execute(async (tx) => {
    await sql`lock table demand in row share mode`.execute(tx);
    held.resolve();
    await sleep(3_000);
  });
  await held.promise;
  await migrateToLatest(db);
  expect(await isCurrent(db)).toBe(true);
  await busy;
});

async function groundAlone(db: Db): Promise<void> {
  const getMigrations = () => Promise.resolve({ "0001_ground": ground });
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error) throw error;
}

test("who holds a lock for the length of some work keeps no dead row alive", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const held = await whileLocked(db, 7, async () => {
    expect(await whileLocked(db, 7, () => Promise.resolve())).toBeUndefined();
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and (backend_xmin is not null or backend_xid is not null)`.execute(db);
    return rows.length;
  });
  expect(held).toEqual({ done: 0 });
});
