/** No page is wider than its screen and no word is broken, whatever is written into it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { locales } from "#app/words/locale.ts";

import { openBrowser } from "./support/browser.ts";
import { faultsOf, TEXT_SPACING } from "./support/layout.ts";
import { type LongPages, makeLong } from "./support/long-data.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let browser: Browser;
let pages: LongPages;
let page: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  pages = await makeLong(site);
  page = await browser.newPage({ baseURL: site.base });
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** 320 is also a screen of 1280 that is enlarged four times. */
const WIDTHS = [320, 360, 375, 414, 768, 1280];

async function expectWhole(paths: string[], widths = WIDTHS): Promise<void> {
  const faults: string[] = [];
  const look = async (where: string) => {
    for (const fault of await faultsOf(page)) faults.push(`${where}: ${fault}`);
  };
  for (const path of paths) {
    await page.goto(path);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await look(`${path} at ${width}`);
    }
    await page.setViewportSize({ width: 320, height: 800 });
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, TEXT_SPACING);
    await look(`${path} with wide spacing`);
  }
  expect(faults).toEqual([]);
}

test.each(locales)(
  "in %s no page is too wide and no word is broken, from a small phone to a desk, with wide spacing too",
  (locale) => expectWhole(pages.everybody.map((path) => `/${locale}${path}`)),
);

test("on any page of the organisers’ in the table of paths neither", async () => {
  await page.goto(pages.signIn);
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  // in English alone: what breaks does so on the narrowest
  await expectWhole(pages.organisers, [320, 768, 1280]);
});

test("where letters are half as large again no list and no running text is too wide for a small phone", async () => {
  const faults: string[] = [];
  await page.setViewportSize({ width: 320, height: 800 });
  for (const path of ["/", "/members", "/constituencies", "/letters", "/manage", "/privacy"]) {
    await page.goto(path);
    await page.evaluate(() => {
      document.documentElement.style.setProperty("font-size", "150%", "important");
    });
    for (const fault of await faultsOf(page))
      if (fault.includes(" px wide")) faults.push(`${path}: ${fault}`);
  }
  expect(faults).toEqual([]);
});
