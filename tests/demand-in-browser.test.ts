/** Organisers' pages of demands in Chromium: the preview follows what is typed, and all can read them. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { signedAndConfirmed, wishFor } from "./support/signers.ts";

let site: Site;
let browser: Browser;
let who: number;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  who = await newOrganiser(site.db, "ann@example.org");
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function enter(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(await signInPath(site.db, who));
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("navigation", { name: "Organisers" }).waitFor();
  return page;
}
const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test("the preview follows what is typed, and the draft is kept as it was shown", async () => {
  const context = await browser.newContext({ baseURL: site.base });
  const page = await enter(context);
  await page.goto("/organise/demands/new");
  await page.fill("#title", "Let the Journalists Go");
  await page.fill("#body", "They **reported**.");
  await page.locator("#preview strong", { hasText: "reported" }).waitFor();
  expect(await page.locator("#preview").textContent()).toContain("/demands/let-the-journalists-go");
  // nothing is lost of what is typed, nor where
  expect(await page.locator("#body").inputValue()).toBe("They **reported**.");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("body");
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await page.getByRole("heading", { name: "Nothing was kept yet" }).waitFor();
  await expectAccessible(page);
  await page.fill("#summary", "Nobody belongs in prison for a report.");
  await page.fill("#addressee", "the authorities");
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await page.getByText("The draft is kept.").waitFor();
  await page.goto(`${new URL(page.url()).pathname}/words/kk`);
  await page.fill("#body", "Олар **жазды**.");
  await page.locator("#preview strong", { hasText: "жазды" }).waitFor();
  expect(await page.locator("#preview [lang=kk] strong").count()).toBe(1);
  await context.close();
});

test("every page is readable by everybody, wide and narrow, light and dark", async () => {
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await signedAndConfirmed(site.db, wishFor([id], "signer@example.org"));
  await site.db
    .updateTable("demand_text")
    .set({ english_revision: 7 })
    .where("demand_id", "=", id)
    .where("locale", "=", "uk")
    .execute();
  for (const [width, colorScheme] of [
    [1280, "light"],
    [320, "dark"],
  ] as const) {
    const viewport = { width, height: 812 };
    const context = await browser.newContext({ baseURL: site.base, viewport, colorScheme });
    const page = await enter(context);
    const paths = ["", "/new", `/${id}`, `/${id}/words/uk`, `/${id}/words/kk`];
    for (const path of [...paths, `/${id}/preview?lang=ru`]) {
      await page.goto(`/organise/demands${path}`);
      await expectAccessible(page);
      expect([path, width, await isTooWide(page)]).toEqual([path, width, false]);
    }
    await page.goto(`/organise/demands/${id}`);
    await page.fill("#body", `New words at ${width}.`);
    await page.getByRole("button", { name: "Keep the changes" }).click();
    await page
      .getByRole("heading", { name: /these words were signed|people have signed/ })
      .waitFor();
    await expectAccessible(page);
    expect([width, await isTooWide(page)]).toEqual([width, false]);
    await page.getByRole("button", { name: "Keep the new words" }).click();
    await page.getByText("Who signed before signed the old words").waitFor();
    await context.close();
  }
});

test("without a script a button shows how it will look", async () => {
  const context = await browser.newContext({ baseURL: site.base, javaScriptEnabled: false });
  const page = await enter(context);
  await page.goto("/organise/demands/new");
  await page.fill("#body", "They **filmed**.");
  await page.getByRole("button", { name: "Show" }).click();
  expect(await page.locator("#preview strong").textContent()).toBe("filmed");
  expect(await page.locator("#body").inputValue()).toBe("They **filmed**.");
  await context.close();
});
