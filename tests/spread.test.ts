/** The tests of signing, confirming, withdrawing, placing and counting again, on tables spread by hash. */
import { sql } from "kysely";
import { expect, inject, test } from "vitest";

import { connect, type Db } from "#db/connection.ts";
import { getLayout, spreadOverParts } from "#db/spread.ts";

import { deriveKeys, signerKey } from "#app/keys.server.ts";
import { keepRing } from "#app/sealing/keep-ring.server.ts";
import { nameAnew } from "#app/sealing/name-anew.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";

import { ended, run, startCommand } from "./support/command.ts";
import { cloneFrom, emptyDatabase, freshDatabase } from "./support/database.ts";
import { appUrlOf } from "./support/roles.ts";
import { makeDemand, signed, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

const spread = "template_spread";
const admin = connect(inject("databaseUrl"), 1);
await admin.pool.query(`create database ${spread} template template_tracker`);
await admin.close();
const template = connect(inject("databaseUrl").replace(/\/postgres$/, `/${spread}`), 1);
// few, so that there are fewer files to copy for each test
await spreadOverParts(template.db, 2);
await template.close();
cloneFrom(spread);

async function indexesOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select indexrelid::regclass::text as name from pg_index
     where indrelid in ('signature'::regclass, 'suppression'::regclass, 'mail_allowance'::regclass)
     order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

test("the command spreads once, and refuses what it cannot do", async () => {
  await using database = await emptyDatabase();
  const spread = (...options: string[]) => run(database.url, "spread", ...options);
  expect(await spread()).toMatchObject({ code: 2 });
  expect(await spread("--parts", "1")).toMatchObject({ code: 2 });
  expect(await spread("--citus")).toMatchObject({
    code: 1,
    error: expect.stringContaining("This database has no Citus") as string,
  });
  const before = await indexesOf(database.db);
  const site = appUrlOf(database.url);
  const owner = { DATABASE_MIGRATE_URL: database.url };
  const spreading = startCommand(site, "spread", ["--parts", "3"], owner);
  expect(await ended(spreading)).toMatchObject({ code: 0 });
  const { pool, close } = connect(site, 1);
  const seen = pool.query("select from signature, signing, mail_allowance, suppression");
  await expect(seen.finally(close)).resolves.toMatchObject({ rowCount: 0 });
  expect(await getLayout(database.db)).toEqual({ parts: 3 });
  expect(await indexesOf(database.db)).toEqual(before);
  expect(await spread("--parts", "3")).toMatchObject({
    code: 0,
    out: "Signatures lie in 3 parts.\n",
  });
  expect(await spread("--parts", "4")).toMatchObject({
    code: 1,
    error: "Signatures lie in 3 parts already.\n",
  });
});

test("signers are named anew after a leak, each in their own row, whichever part that moves to", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const addresses = Array.from({ length: 60 }, (_, person) => `person-${person}@example.org`);
  const now = new Date();
  const forms = new Map<string, string>();
  for (const address of addresses) {
    await signedAndConfirmed(db, wishFor([demand], address, "KZ"), now);
    forms.set(address, await signed(db, wishFor([demand], address, "FR"), now));
  }
  await keepRing(db, testKeys, true, now);
  const keys = deriveKeys([
    { version: 1, key: Buffer.alloc(32, 7) },
    { version: 2, key: Buffer.alloc(32, 8), renews: true },
  ]);
  await nameAnew(db, keys, now);
  for (const address of addresses) {
    const held = await getHeld(db, keys, signerKey(keys, address));
    expect(held).toMatchObject({ person: { address }, signatures: [{ demandId: demand }] });
    expect(held!.signings.map(({ id }) => id)).toContain(forms.get(address));
  }
});

await import("./sign-and-confirm.test.ts");
await import("./place-later.test.ts");
await import("./tally.test.ts");
