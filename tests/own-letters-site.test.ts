/** A letter in one's own words on the site: from the link to what is stored to the button in the mail, and what organisers see. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { faultsOf } from "./support/layout.ts";
import { signInPath } from "./support/organisers.ts";
import { keyOf } from "./support/own-letters.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const AREA = "E14001172";
const en = wordsFor("en").write;
const own = "My sister teaches in Almaty, and a pupil of hers has not come home since January.";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** Signs, and confirms. @returns the visitor, and the path where they can write */
async function signer(email: string) {
  const ann = visitor(site.base);
  await ann.sign(SLUG, { email });
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
  const manage = `/manage/${linkToken(testKeys, "manage", keyOf(email))}`;
  const { html } = await ann.get(manage);
  return { ann, manage, write: /href="(\/write\/[\w-]+)"/.exec(html)![1]! };
}

const typed = {
  ...{ name: "Ann O’Neil", address: "1 High Street\nWestminster", postcode: "SW1A 1AA" },
  ...{ demand: SLUG, ask: "Will you meet me?", why: own },
};

test("who has the mailed link writes to their own member, and all of it comes to their inbox first", async () => {
  const email = "writer@example.org";
  const { ann, manage, write } = await signer(email);
  expect((await ann.get(`/write/${"A".repeat(43)}`)).status).toBe(404);
  // the link to what is stored opens no form, nor the other way round
  expect((await ann.get(manage.replace("/manage/", "/write/"))).status).toBe(404);
  const form = await ann.get(write);
  expect(form.status).toBe(200);
  expect(form.html).toContain("Will you say in public whether you support");
  expect(form.html).toContain('<textarea rows="7"');

  const wrong = await ann.post(write, { ...typed, postcode: "M1 1AA", why: "", intent: "send" });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain(en.problems["why-missing"]);
  const elsewhere = await ann.post(write, { ...typed, postcode: "M1 1AA", intent: "send" });
  expect(elsewhere.html).toContain(en.problems["postcode-elsewhere"].slice(0, 30));
  expect(elsewhere.html).toContain("Will you meet me?");

  const { body } = await site.db
    .selectFrom("demand_text")
    .innerJoin("demand", "demand.id", "demand_text.demand_id")
    .select("body")
    .where("slug", "=", SLUG)
    .where("locale", "=", "en")
    .executeTakeFirstOrThrow();
  const copied = body.replace(/[*_#>[\]]/g, "").slice(0, 600);
  const looked = await ann.post(write, { ...typed, ask: "Yes?", why: copied, intent: "send" });
  expect(looked.status).toBe(200);
  expect(looked.html).toContain("<u>");
  expect(looked.html).toContain(en.leave);
  expect(looked.html).toContain('name="seen"');
  const look = await ann.post(write, { ...typed, intent: "look" });
  expect(look.html).toContain(en.own);
  expect(look.html).toContain("Yours sincerely,");
  const gone = await ann.post(write, { ...typed, demand: "another-one", intent: "send" });
  expect(gone.status).toBe(422);
  expect(gone.html).toMatch(/<select[^>]* id="demand"/);
  for (const part of ['href="#demand"', own, `value="${SLUG}"`]) expect(gone.html).toContain(part);

  const sent = await ann.post(write, { ...typed, intent: "send" });
  expect([sent.status, sent.html.includes(en.mailed)]).toEqual([200, true]);
  const [mail] = await ann.mails(email, 2);
  expect(mail!.text).toContain(own);
  const link = linkIn(mail!, "/own-letter/");
  expect((await ann.get(link)).html).toContain(en.confirmButton);
  const count = () =>
    site.db
      .selectFrom("own_letter")
      .select("state")
      .execute()
      .then((rows) => rows.map(({ state }) => state));
  expect(await count()).toEqual(["typed"]);
  const confirmed = await ann.post(link, { intent: "send" });
  expect(confirmed.status).toBe(200);
  expect((await count())[0]).toMatch(/waiting|queued|left/);
  expect((await ann.post(link, { intent: "send" })).status).toBe(200);
  // once, and it stands among what is kept
  expect((await ann.get(write)).html).toContain(en.none);
  const twice = await ann.post(write, { ...typed, intent: "send" });
  expect(twice.status).toBe(422);
  for (const part of [en.copyIt, own, "Will you meet me?"]) expect(twice.html).toContain(part);
  expect((await ann.get(manage)).html).toMatch(/To [^<]+, about “/);
  const file = await ann.json<{ letters_in_your_words: { reason: string }[] }>(`${manage}/export`);
  expect(file.letters_in_your_words.map(({ reason }) => reason)).toEqual([own]);
});

test("an organiser reads what is held, gives it back with a reason, and closes the way to a member", async () => {
  const email = "angry@example.org";
  const { ann, write } = await signer(email);
  await ann.post(write, { ...typed, why: "I know where you live. Think of it.", intent: "send" });
  const link = linkIn((await ann.mails(email, 2))[0]!, "/own-letter/");
  expect((await ann.post(link, { intent: "send" })).html).toContain(en.states.held);
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  expect((await owner.get("/organise")).html).toContain("/organise/letters/own");
  const { html } = await owner.get("/organise/letters/own");
  expect(html).toContain("I know where you live");
  const letter = /name="letter" value="([^"]+)"/.exec(html)![1]!;
  const page = "/organise/letters/own";
  expect((await owner.post(page, { intent: "refuse", letter })).status).toBe(422);
  const reason = { [`reason-${letter}`]: "It threatens somebody" };
  const refused = await owner.post(page, { intent: "refuse", letter, ...reason });
  expect(refused.status).toBe(303);
  expect((await ann.mails(email, 3))[0]!.text).toContain("It threatens somebody");
  expect((await owner.get("/organise/audit")).html).not.toContain("threatens");

  const other = await signer("other@example.org");
  const member = await site.db
    .selectFrom("membership")
    .select("member_id")
    .where("area_code", "=", AREA)
    .where("ended_on", "is", null)
    .executeTakeFirstOrThrow();
  const place = `/organise/members/${member.member_id}`;
  expect((await owner.post(place, { intent: "own-words-off" })).status).toBe(303);
  expect((await other.ann.get(other.write)).html).toContain(en.none);
  const closed = await other.ann.post(other.write, { ...typed, intent: "send" });
  expect([closed.status, closed.html.includes(own)]).toEqual([410, true]);
  expect((await other.ann.get(other.manage)).html).not.toContain("/write/");
  await owner.post(place, { intent: "own-words-on" });
  expect((await other.ann.get(other.write)).html).toContain("/write/");
});

test("the form and the letter are whole and readable in every language, on a phone and in the dark", async () => {
  const { write, ann } = await signer("looks@example.org");
  const pictures = process.env["PICTURES"];
  for (const [index, locale] of locales.entries()) {
    const context = await browser.newContext({
      viewport: { width: [1280, 360, 320, 768][index]!, height: 900 },
      baseURL: site.base,
      colorScheme: index % 2 ? "dark" : "light",
      javaScriptEnabled: true,
    });
    const page = await context.newPage();
    await page.goto(`/${locale}${write}`);
    await expectAccessible(page);
    expect(await faultsOf(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/${locale}-form.png`, fullPage: true });
    const t = wordsFor(locale).write;
    await page.getByLabel(t.why).fill(`${locale}: what nobody has written before.`);
    await page.getByLabel(t.address).fill(typed.address);
    await page.getByRole("button", { name: t.look }).click();
    await page.getByText(t.own).waitFor();
    await expectAccessible(page);
    expect(await faultsOf(page)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/${locale}-look.png`, fullPage: true });
    await context.close();
  }
  // somebody has written just this: who has seen so may send it all the same
  await ann.post(write, { ...typed, seen: "yes", intent: "send" });
  const link = linkIn((await ann.mails("looks@example.org", 2))[0]!, "/own-letter/");
  await site.db.updateTable("own_letter").set({ asked_at: new Date() }).execute();
  const context = await browser.newContext({
    viewport: { width: 360, height: 900 },
    baseURL: site.base,
  });
  const page = await context.newPage();
  await page.goto(link);
  await expectAccessible(page);
  expect(await faultsOf(page)).toEqual([]);
  if (pictures) await page.screenshot({ path: `${pictures}/letter.png`, fullPage: true });
  await page.getByRole("button", { name: en.outcomes.acknowledged }).click();
  await page.getByText(en.thanks).waitFor();
  await context.close();
});
