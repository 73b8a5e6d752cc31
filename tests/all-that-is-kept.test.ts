/** By one link all that is kept of a signer is seen, downloaded, corrected, withdrawn and erased. */
import fs from "node:fs";

import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken, signerKey } from "#app/keys.server.ts";
import { canonicalAddress, inboxAddress } from "#app/signatures/address.ts";
import { prepareAsk, storeAsks } from "#app/signatures/manage/ask.server.ts";
import { rename, setUpdates } from "#app/signatures/manage/correct.server.ts";
import { exportHeld } from "#app/signatures/manage/export.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { erase } from "#app/signatures/withdraw.server.ts";
import { sealOwn } from "#app/write/sealed.server.ts";
import { takeSupporters } from "#app/supporters/export/take-supporters.server.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";
import type { LocaleCode } from "#db/schema.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";
import { suppress } from "#emails/suppression.ts";

import { freshDatabase } from "./support/database.ts";
import { type Site, startSite } from "./support/server.ts";
import {
  confirm,
  countOf,
  keyOf,
  makeDemand,
  signed,
  testKeys,
  wishFor,
} from "./support/signers.ts";
import { givenList } from "./support/supporters.ts";
import { linkIn, sureOf, type Values, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const manageOf = (address: string) => `/manage/${linkToken(testKeys, "manage", keyOf(address))}`;

/** The tables that hold a row with any of these in it, as bytes or as text. */
async function tablesWith(db: Db, needles: readonly (Buffer | string)[]): Promise<string[]> {
  const found: string[] = [];
  const schema = fs.readFileSync("db/schema.ts", "utf8");
  for (const [, table] of schema.matchAll(/^ {2}([a-z_]+): \{/gm)) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table!)} t`.execute(db);
    const texts = needles.flatMap((needle) =>
      typeof needle === "string"
        ? [needle]
        : [needle.toString("hex"), needle.toString("base64url")],
    );
    if (rows.some(({ row }) => texts.some((text) => row.includes(text)))) found.push(table!);
  }
  return found.toSorted();
}

/** @returns the id of somebody to write to */
async function anyMember(db: Db): Promise<number> {
  await db
    .insertInto("legislature")
    .values({ id: "kept", name: "House", country: "GB", seats: 1, time_zone: "Europe/London" })
    .execute();
  const member = { id: 1, legislature_id: "kept", name: "Alex", full_title: "Alex", party: "Red" };
  await db.insertInto("member").values(member).execute();
  return member.id;
}

test("whatever table holds something of a signer, the file tells of it and erasing takes it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [one, two] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const now = new Date();
  const address = "Ann+tag@unlisted.example";
  const signer = keyOf(address);
  const inbox = signerKey(testKeys, inboxAddress(canonicalAddress(address)));
  const wish = { ...wishFor([one], address, "KZ", "SW1A1AA"), updates: true };
  await confirm(db, await signed(db, wish, now), [one], now);
  const later = (ms: number) => new Date(now.getTime() + ms);
  await signed(db, wishFor([two], address), later(1));
  await suppress(db, signer, "bounced", new Date(now.getTime() + 60_000), new Date(0));
  await suppress(db, inbox, "not-me", new Date(now.getTime() + 60_000), new Date(0));
  await db
    .updateTable("suppression")
    .set({ until: new Date(0) })
    .execute();
  await storeAsks(db, [prepareAsk(testKeys, address, "en", later(2))]);
  await db
    .insertInto("mailbox")
    .values({
      ...{
        id: "0190a0a0-0000-7000-8000-000000000009",
        recipient: address,
        sender: "s",
        subject: "s",
      },
      ...{ reply_to: null, html: "h", text: "t", headers: "{}", tags: "{}", created_at: now },
    })
    .execute();
  await db
    .insertInto("supporter_mail")
    .values({ signer_key: signer, update_id: 7, mail_id: null, state: "waiting", mailed_at: now })
    .execute();
  const form = await db
    .selectFrom("signing")
    .select("id")
    .where("signer_key", "=", signer)
    .orderBy("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("network_signing")
    .values({ network: "hash of the day", signing_id: form.id, confirmed_at: now })
    .execute();
  const own = uuidv7(now);
  const letter = {
    ...{ name: "Ann", email: address, address: "1 High Street", postcode: "SW1A1AA" },
    ...{ ask: "Will you?", why: "It matters", title: "One", member: "Alex Example" },
    ...{ constituency: "Exampleton", refusal: null },
  };
  await db
    .insertInto("own_letter")
    .values({
      ...{ id: own, signer_key: signer, demand_id: one, member_id: await anyMember(db) },
      ...{ area_code: "E14001172", state: "held", why: "threat", sketch: null, locale: "en" },
      ...{ mail_id: null, created_at: now, confirmed_at: now, outcome: null },
      ...sealOwn(testKeys, own, letter),
    })
    .execute();
  const bob = wishFor([one, two], "bob@unlisted.example");
  await confirm(db, await signed(db, bob, now), [one, two], now);

  const ofAnn = [signer, inbox, address, form.id];
  expect(await tablesWith(db, ofAnn)).toEqual([
    ...["link_allowance", "mail_allowance", "mail_message", "mailbox", "network_signing"],
    ...["own_letter", "signature", "signing", "supporter_mail", "suppression"],
  ]);
  const file = exportHeld(await getHeld(db, testKeys, signer));
  expect(file).toMatchObject({
    name: "Ann O'Neil",
    email: address,
    postcode: "SW1A1AA",
    signatures: [{ demand_id: one, consent_version: 3, updates: true }],
    forms: [
      { demand_ids: [two], confirmed: false, network_hash: null },
      { demand_ids: [one], confirmed: true, network_hash: "hash of the day" },
    ],
    mails: [{ kind: "manage" }, { kind: "confirm" }, { kind: "confirm" }],
    letters_in_your_words: [{ state: "held", ask: "Will you?", reason: "It matters" }],
    updates_mailed: [{ update: 7, at: now.toISOString() }],
    mail_limits: [{ of: "signing" }, { of: "link", mails: 1 }],
    mail_bars: [{ reason: "bounced" }, { reason: "not-me" }],
  });

  await erase(db, testKeys, (await getHeld(db, testKeys, signer))!, now);
  expect(await tablesWith(db, ofAnn)).toEqual([]);
  expect(await getHeld(db, testKeys, signer)).toBeUndefined();
  expect([await countOf(db, one), await countOf(db, two)]).toEqual([1, 1]);
  expect(await checkTally(db)).toEqual([]);
  const corrections = await db.selectFrom("tally_correction").selectAll().execute();
  expect(corrections.map(({ demand_id, reason }) => [demand_id, reason])).toEqual([
    [one, "erased"],
  ]);
  expect((await getHeld(db, testKeys, keyOf("bob@unlisted.example")))?.signatures).toHaveLength(2);
});

test("exports and invitations are seen and erased, but for an id that stands in exports alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = await makeDemand(db, "one");
  const now = new Date();
  const address = "ann@example.org";
  const signer = keyOf(address);
  const list = await givenList(db, one, [address], now, { begun: false });
  await db
    .insertInto("invited")
    .values({ inbox_key: signer, signer_key: signer, invited_at: now })
    .execute();
  const wish = { ...wishFor([one], address), updates: true };
  await confirm(db, await signed(db, wish, now), [one], now);
  const { id } = await db
    .insertInto("supporter_export")
    .values({
      ...{ kind: "list", recipient: "the union", reason: "news", demand_ids: [one] },
      ...{ organiser_id: null, created_at: now },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await Array.fromAsync(takeSupporters(db, testKeys, id, [one], () => now));
  expect(await tablesWith(db, [signer, address])).toEqual([
    ...["exported_supporter", "invite", "invited", "mail_allowance", "mail_message"],
    ...["signature", "signing"],
  ]);
  const held = (await getHeld(db, testKeys, signer))!;
  expect(exportHeld(held)).toMatchObject({
    given_to: [{ at: now.toISOString(), to: "the union", reason: "news" }],
    ...{ invited_at: now.toISOString(), invitations_waiting: [address] },
    export_id_kept_until: null,
  });
  await erase(db, testKeys, held, now);
  expect(await tablesWith(db, [signer, address])).toEqual([]);
  expect(await db.selectFrom("invite").selectAll().where("list_id", "=", list).execute()).toEqual(
    [],
  );
  const left = (await getHeld(db, testKeys, signer))!;
  const { export_id_kept_until, ...rest } = exportHeld(left);
  expect(export_id_kept_until).toMatch(/^20/);
  expect(
    Object.values(rest)
      .flat()
      .filter((value) => value !== null && value !== false),
  ).toEqual([]);
});

test("an inbox that was invited under another spelling is told of it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  const [plain, tagged] = ["ann@unlisted.example", "ann+tag@unlisted.example"].map(keyOf);
  await db
    .insertInto("invited")
    .values({ inbox_key: plain!, signer_key: tagged!, invited_at: now })
    .execute();
  await storeAsks(db, [prepareAsk(testKeys, "ann@unlisted.example", "en", now)]);
  const held = (await getHeld(db, testKeys, plain!))!;
  expect(held.invitedAt).toEqual(now);
  expect(held.mails).toMatchObject([{ kind: "manage", state: "queued" }]);
});

test("a mail that is leaving is kept until it has left, seen, and erased by who asks again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  await signed(db, wishFor([await makeDemand(db, "one")], "ann@example.org"), now);
  await db.updateTable("mail_message").set({ state: "sending" }).execute();
  const signer = keyOf("ann@example.org");
  const held = async () => getHeld(db, testKeys, signer);
  await erase(db, testKeys, (await held())!, now);
  expect(await held()).toMatchObject({
    addresses: ["ann@example.org"],
    signings: [],
    person: undefined,
  });
  expect((await held())!.mails).toHaveLength(1);
  await db.updateTable("mail_message").set({ state: "sent" }).execute();
  await erase(db, testKeys, (await held())!, now);
  expect(await held()).toBeUndefined();
});

test("a correction reaches forms that may yet be confirmed, and so does who wants no updates", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  const demand = await makeDemand(db, "one");
  const id = await signed(db, { ...wishFor([demand], "ann@example.org"), updates: true }, now);
  const signer = keyOf("ann@example.org");
  await Promise.all([rename(db, testKeys, signer, "Ann Other"), confirm(db, id, [demand], now)]);
  await setUpdates(db, testKeys, signer, false, now);
  const held = (await getHeld(db, testKeys, signer))!;
  for (const one of [...held.signatures, ...held.signings])
    expect(one).toMatchObject({ name: "Ann Other", updates: false });
  expect([held.signatures.length, held.signings.length, held.updates]).toEqual([1, 1, false]);
});

test("confirming, asking for the link and erasing at once leave nothing that is not seen", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const address = "ann@example.org";
  const signer = keyOf(address);
  for (let round = 0; round < 8; round++) {
    const now = new Date(Date.now() + round * 120_000);
    const id = await signed(db, wishFor(demands, address), now);
    const held = (await getHeld(db, testKeys, signer))!;
    await Promise.all([
      confirm(db, id, demands, now),
      erase(db, testKeys, held, now),
      storeAsks(db, [prepareAsk(testKeys, address, "en", now)]),
      signed(db, wishFor(demands, address), now),
      erase(db, testKeys, held, now),
    ]);
    const rest = await getHeld(db, testKeys, signer);
    if (rest) await erase(db, testKeys, rest, now);
    expect(await tablesWith(db, [signer])).toEqual([]);
  }
  expect(await checkTally(db)).toEqual([]);
});

test("who has only sent a form sees it, downloads it, corrects it and erases it", async () => {
  const ann = visitor(site.base);
  const email = "unconfirmed@example.org";
  await ann.sign("free-the-prisoners", { email, also: ["withdraw-the-troops"] });
  await ann.mails(email);
  const link = await ann.manageLink(email);
  const page = await ann.get(link);
  expect(page.headers.get("cache-control")).toBe("no-store");
  for (const part of ["not confirmed, so not counted", "Ann O&#x27;Neil", "SW1A 1AA", email])
    // an address may part where it does not fit
    expect(page.html.replaceAll("<wbr/>", "")).toContain(part);
  expect(page.html).not.toContain("Nothing is stored");
  expect(page.html).not.toContain('value="withdraw"');
  const { location } = await ann.post(link, { intent: "export" });
  const file = JSON.parse((await ann.get(location)).html) as { forms: unknown[]; mails: unknown[] };
  expect([file.forms.length, file.mails.length]).toEqual([1, 2]);
  expect((await ann.post(link, { intent: "rename", name: "Ann B" })).html).toContain("Ann B");
  const asked = await ann.post(link, { intent: "erase" });
  expect(asked.html).toContain(">1 form and 2 emails will be erased, and all else");
  const erased = await ann.post(link, sureOf(asked));
  expect(erased.html).toContain("All of it is erased");
  expect((await ann.get(link)).html).toContain("Nothing is stored under this link");
  // that it was erased is kept for 60 days, and said
  const noted = (await ann.get(link)).html;
  expect(noted).toContain("but a note of what was erased");
  expect(noted).toContain("under a keyed hash, so that it is erased again");
  expect(JSON.parse((await ann.get(location)).html)).toEqual({
    erasure_noted_until: expect.stringMatching(/^20/) as string,
  });
  expect(await ann.json(`/mailbox.json?to=${email}`)).toEqual([]);
});

test("the question before all is erased counts what there is, in each language", () => {
  const nothing = { signatures: 0, signings: 0, mails: 0, news: 0 };
  const sayings: Record<LocaleCode, [string, string]> = {
    en: ["All that is stored about you will be erased.", "1 form and 1 address for updates will"],
    uk: ["Буде стерто все, що про вас збережено.", "Буде стерто: форм — 1, адрес для новин — 1, а"],
    ru: [
      "Будет стёрто всё, что о вас хранится.",
      "Будет стёрто: форм — 1, адресов для новостей — 1,",
    ],
    kk: ["Сіз туралы сақталғанның бәрі өшіріледі.", "Өшірілетіні: нысан — 1, жаңалыққа"],
  };
  for (const locale of locales) {
    const said = (counts: typeof nothing) =>
      wordsFor(locale).manage.sureErase(counts).replaceAll("\u00a0", " ");
    const [none, some] = sayings[locale];
    expect(said(nothing)).toBe(none);
    expect(said({ ...nothing, signings: 1, news: 1 })).toContain(some);
    expect(said({ ...nothing, signings: 1, news: 1 })).not.toContain("0");
  }
});

test("nothing is withdrawn or erased at one tap, nor by numbers that have changed meanwhile", async () => {
  const ann = visitor(site.base);
  const email = "sure@example.org";
  await ann.sign("free-the-prisoners", { email, also: ["withdraw-the-troops"] });
  const confirmLink = linkIn((await ann.mails(email))[0]!, "/confirm/");
  await ann.post(confirmLink, { demand: "free-the-prisoners" });
  const link = manageOf(email);
  const held = async () => (await getHeld(site.db, testKeys, keyOf(email)))?.signatures.length;
  const eraseAsked = await ann.post(link, { intent: "erase" });
  expect(eraseAsked.html).toContain(
    ">1 signature, 1 form and 1 email will be erased, and all else",
  );
  const withdrawAsked = await ann.post(link, { intent: "withdraw" });
  expect(withdrawAsked.html).toContain("1 signature will be withdrawn");
  const unsure: Values[] = [{}, { sure: "yes" }, { sure: "yes", seen: "7" }];
  for (const sure of unsure) {
    for (const intent of ["withdraw", "erase"])
      expect((await ann.post(link, { intent, ...sure })).html).toContain('name="sure"');
  }
  expect(await held()).toBe(1);

  await ann.post(confirmLink, {});
  expect(await held()).toBe(2);
  const again = await ann.post(link, sureOf(eraseAsked));
  expect(again.html).toContain(">2 signatures, 1 form and 1 email will be erased, and all else");
  expect(await held()).toBe(2);
  // of two a withdrawal names its own, whatever was signed since
  await ann.post(link, sureOf(withdrawAsked));
  expect(await held()).toBe(1);
});

test("the ways to withdraw and to erase are told to the pages that count", async () => {
  const ann = visitor(site.base);
  const email = "counted@example.org";
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "russian-troops-out")
    .executeTakeFirstOrThrow();
  const before = await ann.count(id);
  await ann.sign("russian-troops-out", { email });
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
  await expect.poll(() => ann.count(id)).toBe(before + 1);
  const link = manageOf(email);
  await ann.post(link, sureOf(await ann.post(link, { intent: "erase" })));
  expect(await ann.count(id)).toBe(before);
});
