/** `?from=leaflet`: the label of a link is kept with what is signed behind it, and makes no page another. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";

import { openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { filled, linkIn, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** Of what was signed with this address. */
async function sourceOf(email: string): Promise<string | null | undefined> {
  const row = await site.db
    .selectFrom("signing")
    .select("source")
    .where("signer_key", "=", signerKey(testKeys, canonicalAddress(email)))
    .executeTakeFirst();
  return row?.source;
}

const from = (query: string, path = `/demands/${SLUG}`) => ({
  referer: `${site.base}${path}${query}`,
});

test("the label of the page's address is kept with the signing and with its signature", async () => {
  const ann = visitor(site.base);
  const email = "leaflet@example.org";
  await ann.post(`/demands/${SLUG}/sign`, { ...filled, email }, from("?lang=en&from=Leaflet-2"));
  expect(await sourceOf(email)).toBe("leaflet-2");
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
  const signature = await site.db.selectFrom("signature").select("source").executeTakeFirst();
  expect(signature).toEqual({ source: "leaflet-2" });
  const manage = await ann.manageLink(email);
  expect((await ann.get(manage)).html).toMatch(/Link followed to the form<\/dt><dd>leaflet-2</);
  const file = JSON.parse((await ann.get(`${manage}/export`)).html) as {
    signatures: { from: string }[];
    forms: { from: string }[];
  };
  expect([file.signatures[0]!.from, file.forms[0]!.from]).toEqual(["leaflet-2", "leaflet-2"]);
});

test("what is no label is none, and the form is taken all the same", async () => {
  const queries = [
    "",
    "?from=",
    "?from=-a",
    `?from=${"a".repeat(33)}`,
    "?from=two words",
    "?from=%3Cb%3E",
    "?from=%FF",
    "?from=\u212aelvin",
    "?form=leaflet",
  ];
  for (const [n, query] of queries.entries()) {
    const email = `none${n}@example.org`;
    const referer = encodeURI(from(query).referer).replaceAll("%25", "%");
    const sent = await visitor(site.base).post(
      `/demands/${SLUG}/sign`,
      { ...filled, email },
      { referer },
    );
    expect([sent.status, await sourceOf(email)], query).toEqual([303, null]);
  }
});

test("a form that comes back carries the label, and so does the question for the constituency", async () => {
  const ann = visitor(site.base);
  const wrong = { ...filled, name: "" };
  const back = await ann.post(`/demands/${SLUG}/sign`, wrong, from("?from=stall"));
  expect(back.status).toBe(422);
  expect(back.html).toContain('<input type="hidden" name="from" value="stall"/>');
  const unknown = { ...filled, postcode: "AB10 1AB" };
  const asked = await ann.post(`/demands/${SLUG}/sign`, unknown, from("?from=stall"));
  expect(asked.html).toContain('<input type="hidden" name="from" value="stall"/>');
  const email = "carried@example.org";
  await ann.post(`/demands/${SLUG}/sign`, { ...filled, email, from: "stall" }, from("", "/x"));
  expect(await sourceOf(email)).toBe("stall");
});

test("pages are the same whatever a link is labelled with", async () => {
  const ann = visitor(site.base);
  for (const path of [`/demands/${SLUG}`, `/demands/${SLUG}/sign`]) {
    const plain = await ann.get(path);
    const labelled = await ann.get(`${path}?from=leaflet`);
    expect([labelled.status, labelled.html]).toEqual([200, plain.html]);
  }
});

test("a browser says at which address the form stood, on either page and after it came back", async () => {
  for (const [n, path] of [`/demands/${SLUG}`, `/uk/demands/${SLUG}/sign`].entries()) {
    const context = await browser.newContext({ baseURL: site.base });
    const page = await context.newPage();
    const email = `browser${n}@example.org`;
    await page.goto(`${path}?from=poster`);
    await page.locator("#email").fill(email);
    await page.locator("#postcode").fill("SW1A 1AA");
    await page.locator("#consent").check();
    await page.locator("form[data-sign] button").click();
    // the form that came back, at its own address
    await page.waitForURL(/\/sign$/);
    await page.locator("#name").fill("Ann");
    await page.locator("form[data-sign] button").click();
    await page.waitForURL(/check-your-inbox/);
    expect(await sourceOf(email)).toBe("poster");
    await context.close();
  }
});
