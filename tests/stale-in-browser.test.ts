/** What an organiser sees whose page is older than the letter: both texts, beside each other where there is room. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const text = {
  ...{ demand: "free-the-prisoners", subject: "To you", audience: "all", per_hour: "60" },
  body: "Dear {{member.name}},\n\nwill you raise it before the recess?",
};
const other = { ...text, body: "Dear {{member.name}},\n\nwill you vote for it in May?" };

async function sidesOf(page: Page) {
  const boxes = await page.locator(".pair").first().locator("figure").all();
  const [left, right] = await Promise.all(boxes.map((box) => box.boundingBox()));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return { areBeside: left!.y === right!.y && left!.x < right!.x, isTooWide: wide > 0 };
}

test("both texts stand beside each other, on a phone below each other, their differences marked", async () => {
  const ann = visitor(site.base);
  await ann.post(await signInPath(site.db, await newOrganiser(site.db, "ann@example.org")), {});
  const bo = await newOrganiser(site.db, "bo@example.org");
  const [letter = ""] = (await ann.post("/organise/letters/new", text)).location.split("?");
  const write = async (to: typeof text) => {
    const form = fieldsFor((await ann.get(`${letter}/edit`)).html, "show");
    expect((await ann.post(`${letter}/edit`, { ...form, ...to })).status).toBe(303);
  };
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "dark"],
    [320, "light"],
  ] as const) {
    const viewport = { width, height: 844 };
    const context = await browser.newContext({ baseURL: site.base, viewport, colorScheme });
    const page = await context.newPage();
    await page.goto(await signInPath(site.db, bo));
    await page.getByRole("main").getByRole("button").click();
    await write(text);
    await page.goto(letter);
    await write(other);
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByRole("heading", { name: /It was not approved/ }).waitFor();
    await expectAccessible(page);
    expect(await page.locator("del").allTextContents()).toEqual(["raise", "before the recess?"]);
    expect(await page.locator("ins").allTextContents()).toEqual(["vote for", "in May?"]);
    expect(await sidesOf(page)).toEqual({ areBeside: width === 1280, isTooWide: false });

    await page.goto(`${letter}/edit`);
    await write(text);
    await page.locator("#body").fill("Mine.");
    await page.getByRole("button", { name: "Keep the draft" }).click();
    await page.getByRole("heading", { name: /Yours is not kept yet/ }).waitFor();
    await expectAccessible(page);
    expect(await sidesOf(page)).toEqual({ areBeside: width === 1280, isTooWide: false });
    expect(await page.locator("#body").inputValue()).toBe("Mine.");
    await page.getByRole("button", { name: "Keep mine instead" }).first().click();
    await page.getByText("The draft is changed.").waitFor();
    await context.close();
  }
});

test("a form waits for a sign-in in its own tab, and goes on from there", async () => {
  const context = await browser.newContext({ baseURL: site.base, javaScriptEnabled: false });
  const page = await context.newPage();
  const who = await newOrganiser(site.db, "carol@example.org");
  await page.goto(await signInPath(site.db, who));
  await page.getByRole("main").getByRole("button").click();
  const { id } = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  await page.goto(`/organise/members/${id}`);
  await page.locator("#email").fill("desk@example.org");
  const hourAgo = new Date(Date.now() - 3_600_000);
  await site.db.updateTable("organiser_session").set({ created_at: hourAgo }).execute();
  await page.getByRole("button", { name: "Keep the address" }).click();
  await page.getByRole("heading", { name: "Sign in again, then go on" }).waitFor();
  await page.getByLabel("Your email address").fill("carol@example.org");
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("button", { name: "Email me a link" }).click(),
  ]);
  await tab.getByRole("heading", { name: "Check your inbox" }).waitFor();
  await tab.goto(await signInPath(site.db, who));
  await tab.getByRole("main").getByRole("button").click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Letters go to this address from now on.").waitFor();
  await page.getByText("Letters go to desk@example.org.").waitFor();
  await context.close();
});
