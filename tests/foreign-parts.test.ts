/** What a page shows in another language than its own says so. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
import { makeLong, titles } from "./support/long-data.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

test("a title that is not translated, and a letter’s subject, carry their language on every page", async () => {
  const { everybody } = await makeLong(site);
  await site.db
    .deleteFrom("demand_text")
    .where("locale", "=", "uk")
    .where("title", "=", titles.uk)
    .execute();
  const page = await browser.newPage({ baseURL: site.base });
  const faults: string[] = [];
  let seen = 0;
  for (const path of everybody) {
    await page.goto(`/uk${path}`);
    const languages = await page.evaluate((title) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode as Text;
        if (data.replaceAll("\u00ad", "").includes(title))
          found.push(`${parentElement!.closest("[lang]")?.getAttribute("lang")}`);
      }
      return found;
    }, titles.en);
    seen += languages.length;
    if (languages.some((language) => language !== "en"))
      faults.push(`${path}: ${languages.join()}`);
  }
  expect(faults).toEqual([]);
  expect(seen).toBeGreaterThan(15);
});
