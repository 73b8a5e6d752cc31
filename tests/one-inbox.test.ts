/** One inbox, however it is spelled: how often it is mailed, what is erased with it, what it is named by. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { domainKey } from "#app/keys.server.ts";
import { canonicalAddress, readAddress } from "#app/signatures/address.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { isListedDomain } from "#app/signatures/providers.ts";
import { prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { startSite } from "./support/server.ts";
import {
  confirm,
  countOf,
  keyOf,
  makeDemand,
  signed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

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

test("tags that come at the same moment are taken all, and bring one mail", async () => {
  await using site = await startSite();
  const sign = async (tag: string) => {
    const email = `ann+${tag}@unlisted.example`;
    return (await visitor(site.base).sign("free-the-prisoners", { email })).status;
  };
  for (let round = 0; round < 10; round++) {
    const statuses = await Promise.all(["a", "b", "c"].map((tag) => sign(`${tag}${round}`)));
    expect(statuses).toEqual([303, 303, 303]);
  }
  const signings = await site.db.selectFrom("signing").select("inbox_key").execute();
  expect(new Set(signings.map((row) => row.inbox_key?.toString("hex"))).size).toBe(1);
  expect([signings.length, await countRows(site.db, "mail_message")]).toEqual([30, 1]);
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
  await withdraw(db, testKeys, keyOf(address), [demand], now);
  expect(await countRows(db, "mail_allowance")).toBe(0);

  const other = await signed(db, wishFor([demand], address), now);
  expect(await countRows(db, "mail_allowance")).toBe(1);
  await disown(db, testKeys, other, now);
  expect(await countRows(db, "mail_allowance")).toBe(0);
});

test("“this was not me” bars the inbox under whatever tag; a bounce bars the address alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const now = new Date();
  const ask = (address: string) => signed(db, wishFor([demand], address), now);
  await disown(db, testKeys, await ask("ann+1@unlisted.example"), now);
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

/** Spellings of one line are one signer; lines are different people. */
const inboxes = [
  ...["hotmail.co.uk", "live.co.uk", "msn.com", "hotmail.com", "outlook.fr", "live.com.au"].map(
    (domain) => [`ann@${domain}`, `Ann+1@${domain}`, `ann+2+3@${domain.toUpperCase()}`],
  ),
  ["a.nn@hotmail.co.uk"],
  ["passport@passport.com", "passport+x@passport.com"],
  ["ann@windowslive.com", "ann+x@windowslive.com"],
  ["a.n.n@gmail.com", "ann+x@googlemail.com", "ANN@gmail.com"],
  ["a-nn@gmail.com"],
  ["ann@proton.me", "a.n-n_+x@protonmail.com", "ann@pm.me", "ann+2@protonmail.ch"],
  ["ann.lee@yandex.ru", "ann-lee+1@ya.ru", "Ann.Lee@yandex.kz", "ann-lee@yandex.com.tr"],
  ["annlee@yandex.ru"],
  ["ann@mail.ru", "ann+1@mail.ru"],
  ["ann@bk.ru", "ann+1@bk.ru"],
  ["ann@inbox.ru"],
  ["a.nn@mail.ru"],
  ["ann@ukr.net", "ann+1@ukr.net"],
  ["ann@i.ua", "ann+1@i.ua"],
  ["base@yahoo.co.uk", "base-one@yahoo.co.uk", "base-two-2@yahoo.co.uk"],
  ["base@yahoo.com", "base-one@yahoo.com"],
  ["base_one@yahoo.com"],
  ["base.one@yahoo.com"],
  ["base-one@yahoo.co.jp"],
  ["ann@icloud.com", "ann+x@me.com", "ann@mac.com"],
  ["ann@fastmail.com", "ann+x@fastmail.com", "shop@ann.fastmail.com", "x+y@Ann.Fastmail.com"],
  ["ann@sent.com", "shop@ann.sent.com"],
  ["shop@fastmail.com"],
  ["shop@a.ann.fastmail.com"],
  ["ann@gmx.de", "ann+x@gmx.de"],
  ["a-nn@gmx.de"],
  ["ann@btinternet.com", "ann+x@btinternet.com"],
  ["a.nn@btinternet.com"],
  ["ann@tutanota.com"],
  ["ann@tuta.com"],
  ["ann@orange.fr"],
  ["ann@wanadoo.fr"],
  ["team+ann@unlisted.example"],
  ["team+bob@unlisted.example"],
  ["team-ann@unlisted.example"],
  ["ann@mail.outlook.com.unlisted.example"],
];

test("spellings of one inbox are one signer, and no two people are", () => {
  const spelled = inboxes.map((inbox) => [...new Set(inbox.map(canonicalAddress))]);
  expect(spelled.filter(({ length }) => length > 1)).toEqual([]);
  const all = spelled.flat();
  expect(all.filter((one, at) => all.indexOf(one) < at)).toEqual([]);
});

test("a spelling is its own spelling, and never without a name", () => {
  for (const address of [...inboxes.flat(), "+@gmail.com", "-x@yahoo.com", "-_-@proton.me"]) {
    const canonical = canonicalAddress(address);
    expect(canonicalAddress(canonical)).toBe(canonical);
    expect(canonical).toMatch(/^[^@]+@[^@]+$/);
    expect(readAddress(address)).toMatchObject({ address: expect.stringMatching(/.@./) as string });
  }
});

test("listed is whose names are handed out, and nobody whose domain merely looks like it", () => {
  for (const domain of ["gmail.com", "hotmail.co.uk", "ya.ru", "ukr.net", "mail.kz", "talk21.com"])
    expect([domain, isListedDomain(domain)]).toEqual([domain, true]);
  for (const domain of ["example.org", "hotmail.example", "ann.fastmail.com", "gmail.com.example"])
    expect([domain, isListedDomain(domain)]).toEqual([domain, false]);
});

test("forty spellings count once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  for (let n = 0; n < 40; n++) {
    const id = await signed(db, wishFor([demand], `ann+${n}@hotmail.co.uk`));
    await confirm(db, id, [demand], new Date());
  }
  expect(await countOf(db, demand)).toBe(1);
});
