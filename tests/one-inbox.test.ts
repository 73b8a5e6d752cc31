/** One inbox, however it is spelled: how often it is mailed, what is erased with it, what it is named by. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { domainKey, signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { confirm, countOf, makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";

const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));
const minutes = (n: number) => n * 60_000;

async function countRows(db: Db, table: "mail_message" | "mail_allowance"): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}

test("a hundred tags bring an inbox no more mails than one address, at any domain", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const start = Date.now();
  for (let n = 0; n < 100; n++) {
    const wish = wishFor([demand], `ann+${n}@unlisted.example`);
    await signed(db, wish, new Date(start + n * minutes(2)));
  }
  expect(await countRows(db, "mail_message")).toBe(3);
  await signed(db, wishFor([demand], "ann@unlisted.example"), new Date(start + minutes(300)));
  expect(await countRows(db, "mail_message")).toBe(3);
  await signed(db, wishFor([demand], "bob+1@unlisted.example"), new Date(start + minutes(300)));
  expect(await countRows(db, "mail_message")).toBe(4);
});

test("a tag at an unlisted domain may name somebody else, so each signs", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  for (const address of ["team+ann@unlisted.example", "team+bob@unlisted.example"]) {
    await confirm(db, await signed(db, wishFor([demand], address)), [demand], new Date());
  }
  expect(await countOf(db, demand)).toBe(2);
});

test("who withdraws takes the inbox's allowance along, and so does who says “this was not me”", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  const address = "ann+tag@unlisted.example";
  const id = await signed(db, wishFor([demand], address), now);
  await confirm(db, id, [demand], now);
  expect(await countRows(db, "mail_allowance")).toBe(1);
  await withdraw(db, keyOf(address), [demand], now);
  expect(await countRows(db, "mail_allowance")).toBe(0);

  const other = await signed(db, wishFor([demand], address), now);
  expect(await countRows(db, "mail_allowance")).toBe(1);
  await disown(db, other, now);
  expect(await countRows(db, "mail_allowance")).toBe(0);
});

test("“this was not me” bars the inbox under whatever tag; a bounce bars the address alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  const ask = (address: string) => signed(db, wishFor([demand], address), now);
  await disown(db, await ask("ann+1@unlisted.example"), now);
  for (const address of ["ann+1", "ann+2", "ann"]) await ask(`${address}@unlisted.example`);
  expect(await countRows(db, "mail_message")).toBe(1);

  const until = new Date(now.getTime() + minutes(60));
  const bounced = { reason: "bounced" as const, until, created_at: now };
  // a stranger who has a made-up tag bounce stops nobody
  await db
    .insertInto("suppression")
    .values({ signer_key: keyOf("bob+no-such@unlisted.example"), ...bounced })
    .execute();
  await ask("bob+no-such@unlisted.example");
  expect(await countRows(db, "mail_message")).toBe(1);
  await ask("bob@unlisted.example");
  expect(await countRows(db, "mail_message")).toBe(2);
});

test("a mail may be told to leave later, and a signing names its mail domain", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  const now = new Date();
  const mailAt = new Date(now.getTime() + minutes(7));
  const wish = { ...wishFor([], "Ann@GoogleMail.com"), place: "KZ", slugs: ["one"] };
  expect(await storeSignings(db, [prepareSigning(testKeys, wish, now, mailAt)])).toEqual(["taken"]);
  const mail = await db.selectFrom("mail_message").selectAll().executeTakeFirstOrThrow();
  expect([mail.not_before, mail.created_at]).toEqual([mailAt, now]);
  const named = await db
    .selectFrom("signing")
    .select(["inbox_key", sql<string>`domain_key::text`.as("domain_key")])
    .execute();
  // a listed domain needs no name
  expect(named).toEqual([{ inbox_key: null, domain_key: null }]);
  expect(domainKey(testKeys, "example.org")).toMatch(/^-?\d{1,19}$/);
});
