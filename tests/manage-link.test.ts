/** The link to what is stored: who gets it, how often, and that nobody learns from asking who has signed. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { prepareAsk, storeAsks } from "#app/signatures/manage/ask.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { LANE_STEP_MS } from "#app/signatures/crowd.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";
import type { Db } from "#db/connection.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import { forgetAllowances } from "#emails/forget-signer.ts";
import { purgeMail } from "#emails/purge-mail.ts";
import { suppress } from "#emails/suppression.ts";
import { safeProblem } from "#emails/transports/transport.ts";

import { crowd } from "./support/crowd.ts";
import { freshDatabase } from "./support/database.ts";
import { type Site, startSite } from "./support/server.ts";
import { makeDemand, signed, signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";
import { linkIn, sureOf, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const MINUTE = 60_000;
const DAY = 86_400_000;
const start = new Date();
const after = (ms: number) => new Date(start.getTime() + ms);
const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));

const ask = (db: Db, address: string, now = start) =>
  storeAsks(db, [prepareAsk(testKeys, address, "en", now)]);
const linksTo = async (db: Db, address: string) =>
  (
    await db
      .selectFrom("mail_message")
      .select("state")
      .where("kind", "=", "manage")
      .where("recipient_key", "=", keyOf(address))
      .execute()
  ).map(({ state }) => state);

test("neither the mail that asks to confirm nor a page behind it leads to what is stored", async () => {
  const ann = visitor(site.base);
  const email = "forwarded@example.org";
  await ann.sign("free-the-prisoners", { email });
  const [mail] = await ann.mails(email);
  expect(`${mail!.text}${mail!.html}`).not.toContain("/manage");
  const link = linkIn(mail!, "/confirm/");
  const seen = [await ann.get(link), await ann.get(`${link}/not-me`)];
  const confirmed = await ann.post(link, {});
  seen.push(await ann.get(confirmed.location));
  seen.push(await ann.get(link), await ann.get(`${link}/not-me`));
  seen.push(await ann.get("/en/demands/free-the-prisoners/check-your-inbox"));
  for (const { html } of seen) {
    expect(html).toContain('href="/en/manage"');
    expect(html).not.toMatch(/\/(manage|unsubscribe)\/[\w-]{43}/);
    expect(html).not.toContain(email);
  }
  expect(seen[4]!.html).toContain("stays until you withdraw it");
});

test("every address gets the same answer: unknown, signed, waiting, suppressed, over its limit", async () => {
  const ann = visitor(site.base);
  const now = new Date();
  await ann.sign("free-the-prisoners", { email: "waiting@example.org" });
  await ann.sign("free-the-prisoners", { email: "signed@example.org" });
  await ann.post(linkIn((await ann.mails("signed@example.org"))[0]!, "/confirm/"), {});
  for (const reason of ["bounced", "not-me"] as const)
    await suppress(site.db, keyOf(`${reason}@example.org`), reason, new Date(+now + DAY), now);
  const told = new Set<string>();
  const addresses = ["unknown", "waiting", "signed", "signed", "bounced", "not-me"];
  for (const name of addresses) {
    const { status, location, html, headers } = await ann.post("/manage", {
      email: `${name}@example.org`,
    });
    const all = [...headers].filter(([header]) => header !== "date");
    told.add(JSON.stringify([status, location, html, all]));
  }
  expect([...told]).toHaveLength(1);
  expect([...told][0]).toContain('[303,"/manage/check-your-inbox"');
  const [link] = await ann.mails("waiting@example.org", 2);
  expect(link!.subject).toBe("The link you asked for");
  await ann.mails("not-me@example.org");
  expect((await ann.mails("signed@example.org", 2)).length).toBe(2);
  for (const name of ["unknown", "bounced"])
    expect(await ann.json(`/mailbox.json?to=${name}@example.org`)).toEqual([]);
});

test("as many rows are written for an address that nobody knows, and nothing in them is the address", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await signed(db, wishFor([await makeDemand(db, "one")], "known@example.org"), start);
  const rows = async () => {
    const mails = await db.selectFrom("mail_message").selectAll().execute();
    const allowances = await db.selectFrom("link_allowance").selectAll().execute();
    return { mails, allowances };
  };
  await db.deleteFrom("mail_message").execute();
  await ask(db, "known@example.org");
  const known = await rows();
  await ask(db, "nobody@example.org");
  const both = await rows();
  expect([known.mails.length, known.allowances.length]).toEqual([1, 1]);
  expect([both.mails.length, both.allowances.length]).toEqual([2, 2]);
  const decoy = both.mails.find(({ id }) => id !== known.mails[0]!.id)!;
  expect(decoy.state).toBe("cancelled");
  expect(JSON.stringify(decoy.params)).toHaveLength(JSON.stringify(known.mails[0]!.params).length);
  const nobody = keyOf("nobody@example.org");
  const keys = [decoy.recipient_key!, ...both.allowances.map((row) => row.inbox_key)];
  expect(keys.some((key) => key.equals(nobody))).toBe(false);
  expect(JSON.stringify(decoy.params)).not.toContain(nobody.toString("base64url"));
  // opened like any other by who rotates keys, it is nobody's
  const opened = openRecipient(testKeys, decoy);
  expect(opened).toMatch(/^[0-9a-f]+$/);
  expect(opened).toHaveLength("nobody@example.org".length);
  expect((await freezeBatch(db, { name: "mailbox", batchSize: 9 }, after(1)))?.rows).toHaveLength(
    1,
  );
  await purgeMail(db, after(31 * DAY));
  await forgetAllowances(db, after(2 * DAY));
  const left = await rows();
  expect([left.mails.map(({ state }) => state), left.allowances]).toEqual([["sending"], []]);
});

test("an inbox gets the link once a minute and three times a day, under whatever tag it is asked for", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const tags = ["ann", "ann+1", "ann+2", "ann+3"].map((name) => `${name}@unlisted.example`);
  for (const address of tags) await signed(db, wishFor([demand], address), start);
  const sent = async () =>
    (await Promise.all(tags.map((address) => linksTo(db, address)))).flat().length;
  await ask(db, tags[0]!);
  await ask(db, tags[1]!, after(59_000));
  expect(await sent()).toBe(1);
  await ask(db, tags[1]!, after(MINUTE));
  await ask(db, tags[2]!, after(2 * MINUTE));
  await ask(db, tags[3]!, after(3 * MINUTE));
  await ask(db, tags[0]!, after(DAY - MINUTE));
  expect(await sent()).toBe(3);
  await ask(db, tags[3]!, after(DAY));
  expect(await sent()).toBe(4);
});

test("fifty who ask at once for one inbox bring one mail, and signing is as free as before", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await signed(db, wishFor([demand], "ann@example.org"), start);
  const addresses = Array.from({ length: 50 }, (_, n) => [`ann@example.org`, `x${n}@example.org`]);
  const prepared = addresses.map((few) =>
    few.map((address) => prepareAsk(testKeys, address, "en", start)),
  );
  await Promise.all(prepared.map((few, n) => storeAsks(db, n % 2 ? few : few.toReversed())));
  expect(await linksTo(db, "ann@example.org")).toEqual(["queued"]);
  await storeAsks(db, prepared[0]!);
  expect(await linksTo(db, "ann@example.org")).toHaveLength(1);
  await signed(db, wishFor([await makeDemand(db, "two")], "ann@example.org"), after(1_000));
  const kinds = await db
    .selectFrom("mail_message")
    .select("kind")
    .where("kind", "=", "confirm")
    .execute();
  expect(kinds).toHaveLength(2);
});

test("who said “this was not me” is mailed the link once a day; where mail comes back or was withdrawn, none goes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await signedAndConfirmed(db, wishFor([demand], "ann@example.org"), start);
  await disown(db, testKeys, await signed(db, wishFor([demand], "ann@example.org"), start), start);
  for (const at of [1, 2, 3, 25]) await ask(db, "ann@example.org", after(at * 60 * MINUTE));
  expect(await linksTo(db, "ann@example.org")).toEqual(["queued", "queued"]);
  const batch = await freezeBatch(db, { name: "mailbox", batchSize: 9 }, after(2 * DAY));
  expect(batch?.rows.map(({ kind }) => kind)).toEqual(["manage", "manage"]);

  await signedAndConfirmed(db, wishFor([demand], "bob@example.org"), start);
  await suppress(db, keyOf("bob@example.org"), "bounced", after(DAY), start);
  await ask(db, "bob@example.org");
  await signedAndConfirmed(db, wishFor([demand], "cyd@example.org"), start);
  await withdraw(db, testKeys, keyOf("cyd@example.org"), [demand], start);
  await ask(db, "cyd@example.org");
  expect([await linksTo(db, "bob@example.org"), await linksTo(db, "cyd@example.org")]).toEqual([
    [],
    [],
  ]);
});

test("a link that was mailed is itself no reason to mail another", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await signed(db, wishFor([await makeDemand(db, "one")], "ann@example.org"), start);
  await ask(db, "ann@example.org");
  for (const table of ["signing", "mail_allowance"] as const) await db.deleteFrom(table).execute();
  await db.deleteFrom("mail_message").where("kind", "=", "confirm").execute();
  await ask(db, "ann@example.org", after(2 * MINUTE));
  expect(await linksTo(db, "ann@example.org")).toHaveLength(1);
});

test("a crowd of one network is asked for proof or mailed later, and turned away only when its lane is full", async () => {
  const people = crowd(site);
  const ann = visitor(site.base);
  const from = { "x-forwarded-for": `9.9.9.9, ${people.network}.7` };
  const email = "slow@example.org";
  await ann.sign("free-the-prisoners", { email });
  for (let n = 0; n < 61; n++) await ann.post("/manage", { email: `z${n}@example.org` }, from);
  const before = Date.now();
  const { status, location } = await ann.post("/manage", { email }, from);
  expect([status, location]).toEqual([303, "/manage/check-your-inbox"]);
  const { not_before } = await site.db
    .selectFrom("mail_message")
    .select("not_before")
    .where("kind", "=", "manage")
    .where("recipient_key", "=", keyOf(email))
    .executeTakeFirstOrThrow();
  expect(not_before.getTime()).toBeGreaterThan(before);
  expect(not_before.getTime()).toBeLessThan(before + 3 * LANE_STEP_MS);
});

test("what is no address is told so, and stays in the field", async () => {
  const refused = await visitor(site.base).post("/manage", { email: "a@b" });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('value="a@b"');
  expect((await visitor(site.base).post("/manage", {})).status).toBe(422);
});

test("in every language the way there stands at the foot of each page, and its mail and pages are in it", async () => {
  for (const locale of locales) {
    const ann = visitor(site.base, locale);
    const words = wordsFor(locale);
    const home = await ann.get(`/${locale}/`);
    expect(home.html).toContain(`>${words.footer.manage}</a>`);
    const page = await ann.get(`/${locale}/manage`);
    expect(page.html).toContain(words.ask.title);
    expect(page.html).toMatch(/<input[^>]*autoComplete="email"|<input[^>]*autocomplete="email"/);
    expect(page.headers.get("x-robots-tag")).toBe("noindex");
    expect((await ann.get(`/${locale}/manage/check-your-inbox`)).html).toContain(words.ask.mailed);
    const email = `in-${locale}@example.org`;
    await ann.sign("free-the-prisoners", { email });
    await ann.mails(email);
    await ann.post(`/${locale}/manage`, { email });
    const [mail] = await ann.mails(email, 2);
    expect(words.ask.steps[0]).toContain(mail!.subject);
    const link = linkIn(mail!, "/manage/");
    expect(link.startsWith(`/${locale}/manage/`)).toBe(true);
    expect((await ann.get(link)).html).toContain(words.manage.forms);
  }
});

test("pages behind a token send it nowhere: a form stays on the site, and what has none names no referrer", async () => {
  const ann = visitor(site.base);
  const email = "referrer@example.org";
  await ann.sign("free-the-prisoners", { email });
  const link = linkIn((await ann.mails(email))[0]!, "/confirm/");
  const policyOf = async (path: string) => {
    const { html, headers } = await ann.get(path);
    return [html.includes("<form"), headers.get("referrer-policy"), headers.get("cache-control")];
  };
  const manage = await ann.manageLink(email);
  for (const path of [link, `${link}/not-me`, manage])
    expect(await policyOf(path)).toEqual([true, "same-origin", "no-store"]);
  await ann.post(link, {});
  // what else can be signed stands on it
  expect(await policyOf(link)).toEqual([true, "same-origin", "no-store"]);
  const gone = await ann.post(`${link}/not-me`, {});
  expect(gone.headers.get("referrer-policy")).toBe("no-referrer");
  await ann.post(manage, sureOf(await ann.post(manage, { intent: "erase" })));
  expect(await policyOf(manage)).toEqual([false, "no-referrer", "no-store"]);
  expect(await policyOf("/demands/free-the-prisoners/signed")).toContain("same-origin");
});

test("what a provider said is kept without addresses and without links, which hold tokens", () => {
  const token = "A".repeat(43);
  const said = `550 <ann@example.org>: blocked https://demands.example.org/confirm/${token}. See /manage/${token}`;
  const kept = safeProblem(said);
  for (const secret of ["ann@example.org", token, "demands.example.org"])
    expect(kept).not.toContain(secret);
  expect(kept).toContain("550");
});
