/** Who has no mouse, enlarges, or has the style left out: the way is the same. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
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

async function open(more: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    ...{ baseURL: site.base, locale: "en-GB", ...more },
  });
  return context.newPage();
}

/** What has the focus and whether a ring is around it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      id: element.id,
      text: element.textContent,
      isBody: element === document.body,
      hasRing: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      html: element.outerHTML.slice(0, 90),
    };
  });

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, is: (at: Awaited<ReturnType<typeof focused>>) => boolean) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    expect([at.html, at.hasRing || at.isBody]).toEqual([at.html, true]);
    if (is(at)) return;
  }
  throw new Error("it never has the focus");
}

test("with the keyboard alone one signs, from the first page to the inbox", async () => {
  const page = await open();
  await page.goto("/");
  await tabTo(page, ({ text }) => text?.includes("Free the prisoners") === true);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/demands/free-the-prisoners");
  for (const [id, typed] of [
    ["name", "Ann Keys"],
    ["email", "keys@example.org"],
    ["postcode", "SW1A 1AA"],
  ] as const) {
    await tabTo(page, (at) => at.id === id);
    await page.keyboard.type(typed);
  }
  await tabTo(page, (at) => at.id === "consent");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/check-your-inbox");
  expect(await page.locator("h1").count()).toBe(1);
  await page.context().close();
});

test("the first stop leads past the head of the page", async () => {
  const page = await open();
  await page.goto("/");
  await page.keyboard.press("Tab");
  expect((await focused(page)).hasRing).toBe(true);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inMain = await page.evaluate(() => document.activeElement!.closest("main") !== null);
  expect(inMain).toBe(true);
  await page.context().close();
});

test("members are searched with the keyboard alone", async () => {
  const page = await open();
  await page.goto("/members");
  await tabTo(page, ({ id }) => id === "q");
  await page.keyboard.type("Nobody");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/members?q=Nobody&*");
  await page.getByRole("link", { name: "Morag Nobody" }).first().waitFor();
  await page.context().close();
});

test("stops come in the order in which the page is read", async () => {
  const page = await open({ viewport: { width: 375, height: 800 } });
  for (const path of ["/", "/demands/free-the-prisoners", "/members", "/organise/sign-in"]) {
    await page.goto(path);
    const bottoms: number[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const { activeElement: at } = document;
        const { bottom } = at!.getBoundingClientRect();
        return { room: at!.closest("main, footer")?.localName, bottom: bottom + scrollY };
      });
      if (at.room === "footer") break;
      if (at.room === "main") bottoms.push(at.bottom);
    }
    // what stands beside another may be a little less tall
    const back = bottoms.filter((bottom, index) => index > 0 && bottom < bottoms[index - 1]! - 24);
    expect([path, back]).toEqual([path, []]);
    expect(bottoms.length).toBeGreaterThan(0);
  }
  await page.context().close();
});

test("without style a page is read in its order, and its form is sent", async () => {
  const page = await open();
  await page.route("**/*.css", (route) => route.abort());
  await page.goto("/demands/free-the-prisoners");
  const order = await page.evaluate(() => {
    const at = (selector: string) =>
      [...document.querySelectorAll("*")].indexOf(document.querySelector(selector)!);
    return ["header", "h1", "#name", "#email", "#consent", "footer"].map(at);
  });
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  await page.locator("#name").fill("Ann Plain");
  await page.locator("#email").fill("without-style@example.org");
  await page.locator("#postcode").fill("SW1A 1AA");
  await page.locator("#consent").check();
  await page.locator("#consent").press("Enter");
  await page.waitForURL("**/check-your-inbox");
  await page.context().close();
});

test("where less movement is asked for nothing moves, and nothing scrolls by itself", async () => {
  const page = await open({ reducedMotion: "reduce" });
  for (const path of ["/", "/demands/free-the-prisoners", "/constituencies"]) {
    await page.goto(path);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => {
          const style = getComputedStyle(element);
          const lasts = (times: string) => times.split(",").some((time) => parseFloat(time) > 0.01);
          const isMoving =
            style.scrollBehavior === "smooth" ||
            (style.animationName !== "none" && lasts(style.animationDuration));
          return (
            isMoving || (lasts(style.transitionDuration) && style.transitionProperty !== "none")
          );
        })
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect([path, moving]).toEqual([path, []]);
  }
  await page.context().close();
});
