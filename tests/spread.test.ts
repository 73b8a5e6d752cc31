/** The tests of signing, confirming, withdrawing, placing and counting again, on tables spread by hash. */
import fs from "node:fs";

import { sql } from "kysely";
import { expect, inject, test } from "vitest";

import { connect } from "#db/connection.ts";
import { dropSigningDays, makeSigningDays } from "#db/partitions.ts";

import { deriveKeys, signerKey } from "#app/keys.server.ts";
import { keepRing } from "#app/sealing/keep-ring.server.ts";
import { nameAnew } from "#app/sealing/name-anew.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";

import { freshDatabase, cloneFrom } from "./support/database.ts";
import { makeDemand, signed, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

const spread = "template_spread";
const admin = connect(inject("databaseUrl"), 1);
await admin.pool.query(`create database ${spread} template template_tracker`);
await admin.close();
const template = connect(inject("databaseUrl").replace(/\/postgres$/, `/${spread}`), 1);
const commands = fs.readFileSync("docs/spread.sql", "utf8");
// fewer files to copy for each test
await template.pool.query(
  commands.replace("parts constant integer := 8", "parts constant integer := 2"),
);
await template.close();
cloneFrom(spread);

test("days that are made later are spread like those that stand, and dropped whole", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const later = new Date(Date.now() + 30 * 86_400_000);
  await makeSigningDays(db, later);
  expect((await dropSigningDays(db, later)).length).toBeGreaterThan(0);
  const { rows } = await sql<{ parts: number }>`
    select distinct (select count(*)::int from pg_inherits where inhparent = day.inhrelid) as parts
      from pg_inherits day where day.inhparent = 'signing'::regclass`.execute(db);
  expect(rows).toEqual([{ parts: 2 }]);
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
