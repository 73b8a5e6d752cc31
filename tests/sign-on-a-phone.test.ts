/** Signing on a phone: two screens, one column, fields that a phone fills in, and a country behind a box to tick. */
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { SLUG, titles } from "./support/long-data.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const SCREEN = { width: 360, height: 740 };

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  for (const [locale, title] of Object.entries(titles))
    await sql`update demand_text t set title = ${title} from demand d
               where d.id = t.demand_id and d.slug = ${SLUG} and locale = ${locale}`.execute(
      site.db,
    );
  await sql`update demand set signature_count = 12345678 where slug = ${SLUG}`.execute(site.db);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const phone = (options: Parameters<Browser["newPage"]>[0] = {}) =>
  browser.newPage({ baseURL: site.base, viewport: SCREEN, hasTouch: true, ...options });

const boxes = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all.map((one) => {
      const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
      return { left, right, top: top + scrollY, bottom: bottom + scrollY, width, height };
    }),
  );

test("from the top of the page to the button it is two screens of a phone in each language, however long the title", async () => {
  const page = await phone();
  for (const locale of locales)
    for (const slug of [SLUG, "condemn-the-crackdown"]) {
      await page.goto(`/${locale}/demands/${slug}`);
      const [button] = await boxes(page, "#sign button");
      const bottom = Math.round(button!.bottom);
      expect([locale, slug, bottom <= 2 * SCREEN.height || bottom]).toEqual([locale, slug, true]);
      const order = await boxes(
        page,
        ".demand :is(h1, .big-count, .lead.long, #sign form), .story",
      );
      const tops = order.map(({ top }) => top);
      // in the page the summary stands before the count
      expect(tops.toSorted((a, b) => a - b)).toEqual([tops[0], tops[2], tops[1], tops[3], tops[4]]);
    }
  await page.close();
});

test("the form is one column of targets that a finger hits, and its button as wide as that", async () => {
  const page = await phone();
  await page.goto(`/demands/${SLUG}`);
  await page.getByLabel("I live outside the UK").check();
  const fields = await boxes(page, "#sign form :is(.field input, .field select, .check, button)");
  const seen = fields.filter(({ width }) => width > 0);
  expect(seen.length).toBe(7);
  for (const [at, { height, left, top }] of seen.entries()) {
    expect(height).toBeGreaterThanOrEqual(44);
    expect(left).toBe(seen[0]!.left);
    if (at > 0) expect(top).toBeGreaterThanOrEqual(seen[at - 1]!.bottom);
  }
  expect(seen.at(-1)!.width).toBe(seen[0]!.width);
  await page.close();
});

test("each field says what a phone fills in, which keyboard it wants and what its return key does", async () => {
  const { html } = await visitor(site.base).get(`/demands/${SLUG}`);
  const form = /<form[^>]*class="signing".*?<\/form>/s.exec(html)![0];
  const tokens = [...form.matchAll(/<(?:input|select)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/type="(?:hidden|checkbox)"/.test(tag) && !/name="nothing"/.test(tag))
    .map((tag) => {
      const of = (name: string) => new RegExp(` ${name}="([^"]*)"`, "i").exec(tag)?.[1];
      return [
        ...[of("name"), of("type"), of("autocomplete"), of("inputmode"), of("autocapitalize")],
        ...[of("enterkeyhint"), of("spellcheck"), /\brequired\b/.test(tag)],
      ];
    });
  expect(tokens).toEqual([
    ["name", undefined, "name", undefined, "words", "next", "false", true],
    ["email", "email", "email", "email", "off", "next", "false", true],
    ["postcode", undefined, "postal-code", undefined, "characters", "done", "false", false],
    ["country", undefined, "country", undefined, undefined, undefined, undefined, false],
  ]);
  // nothing else is asked: further demands are ticked where the inbox is proven
  expect(form).not.toContain('name="also"');
});

test("the box opens the country and takes the postcode away, without a script too", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await phone({ javaScriptEnabled });
    await page.goto(`/demands/${SLUG}`);
    const [postcode, country] = [page.locator("#postcode"), page.locator("#country")];
    expect([await postcode.isVisible(), await country.isVisible()]).toEqual([true, false]);
    await page.getByLabel("I live outside the UK").check();
    expect([await postcode.isVisible(), await country.isVisible()]).toEqual([false, true]);
    await page.getByLabel("Your name").fill("Ann O'Neil");
    const email = `abroad-${javaScriptEnabled}@example.org`;
    await page.getByLabel("Email address", { exact: true }).fill(email);
    await page.getByLabel(/^I sign this demand/).check();
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByRole("heading", { name: "Something is missing" }).waitFor();
    await page.getByRole("link", { name: "Choose the country that you live in" }).click();
    expect(await country.evaluate((one) => one === document.activeElement)).toBe(true);
    await country.selectOption("UA");
    if (javaScriptEnabled) await expectAccessible(page);
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.waitForURL("**/check-your-inbox");
    const link = linkIn((await visitor(site.base).mails(email))[0]!, "/confirm/");
    expect((await visitor(site.base).get(link)).html).toContain("Ukraine");
    await page.close();
  }
});

test("the server takes the box either way: unticked it means home, and who knows no box says the country", async () => {
  const ann = visitor(site.base);
  let number = 0;
  const placeOf = async (values: Record<string, string | string[]>) => {
    const email = `place${++number}@example.org`;
    const sent = await ann.sign("russian-troops-out", { email, ...values });
    if (sent.status !== 303) return sent;
    return (await ann.get(linkIn((await ann.mails(email))[0]!, "/confirm/"))).html;
  };
  // a country that was chosen before the box was unticked
  const home = { country: "UA", abroad: "no", postcode: "SW1A 1AA" };
  expect(await placeOf(home)).toContain("Cities of London and Westminster");
  expect(await placeOf({ country: "UA", abroad: ["no", "yes"], postcode: "" })).toContain(
    "Ukraine",
  );
  expect(await placeOf({ country: "UA", abroad: "yes", postcode: "" })).toContain("Ukraine");
  expect(await placeOf({ country: "UA", postcode: "" })).toContain("Ukraine");
  expect(await placeOf({ country: "", postcode: "SW1A 1AA" })).toContain("Westminster");
  for (const country of ["", "GB", "nowhere"]) {
    const refused = await placeOf({ country, abroad: ["no", "yes"], postcode: "" });
    expect(refused).toMatchObject({ status: 422 });
    const { html } = refused as { html: string };
    expect(html).toContain('href="#country"');
    expect(html).not.toContain('href="#postcode"');
    expect(html).toMatch(/<input[^>]*id="abroad"[^>]*checked/);
  }
  // who is asked for a constituency is at home
  const asked = await placeOf({ ...home, postcode: "AB10 1AB" });
  expect((asked as { html: string }).html).toMatch(/name="country" value="GB"/);
});

test.each(locales)(
  "in %s “sign these too” stands on the confirmation page, unticked, and one press signs all",
  async (locale) => {
    const words = wordsFor(locale);
    const ann = visitor(site.base, locale);
    const email = `too-${locale}@example.org`;
    await ann.sign("russian-troops-out", { email });
    const link = linkIn((await ann.mails(email))[0]!, "/confirm/");
    const page = await phone({ javaScriptEnabled: locale !== "uk" });
    await page.goto(link);
    const group = page.getByRole("group", { name: words.form.also });
    await group.getByText(words.confirm.beside).waitFor();
    expect(await group.getByRole("checkbox").count()).toBe(4);
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(1);
    if (locale !== "uk") await expectAccessible(page);
    await page.locator("#confirm-withdraw-the-troops").check();
    await page.getByRole("button", { name: words.confirm.button }).click();
    await page.waitForURL("**/demands/russian-troops-out/signed#*");
    expect(await ann.mails(email)).toHaveLength(1);
    // opened anew it says what is signed, and offers the rest
    await page.goto(link);
    await page.getByRole("heading", { name: words.confirm.already }).waitFor();
    expect(await group.textContent()).toContain("Ann O'Neil");
    expect(await page.getByRole("checkbox").count()).toBe(3);
    if (locale !== "uk") await expectAccessible(page);
    await page.locator("#confirm-free-the-prisoners").check();
    await page.getByRole("button", { name: words.form.button, exact: true }).click();
    await page.waitForURL("**/demands/free-the-prisoners/signed#*");
    await page.close();
  },
);

test("who ticks nothing on a link that is signed already is asked to tick one, and what is not open is not signed", async () => {
  const ann = visitor(site.base);
  await ann.sign("russian-troops-out", { email: "nothing@example.org" });
  const link = linkIn((await ann.mails("nothing@example.org"))[0]!, "/confirm/");
  expect((await ann.post(link, {})).location).toBe("/en/demands/russian-troops-out/signed");
  const none = await ann.post(link, { chosen: "yes" });
  expect(none.status).toBe(422);
  expect(none.html).toContain("Tick at least one demand");
  expect((await ann.post(link, { chosen: "yes", demand: ["no-such-demand", "x'y"] })).status).toBe(
    422,
  );
  const again = await ann.post(link, {
    chosen: "yes",
    demand: ["no-such-demand", "russian-troops-out"],
  });
  expect(again.location).toBe("/en/demands/russian-troops-out/signed");
});
