/** What pages are where colours, paper and hands are other than usual. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type LongPages, makeLong, SLUG } from "./support/long-data.ts";
import { badRingsOf, coloursOf, paleOf } from "./support/media.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let browser: Browser;
let pages: LongPages;
let context: BrowserContext;
let page: Page;
let blank: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  pages = await makeLong(site);
  context = await browser.newContext({ baseURL: site.base });
  page = await context.newPage();
  blank = await browser.newPage();
  await page.goto(pages.signIn);
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const everyPage = () => [...pages.everybody, ...pages.organisers];
const DEMAND = `/demands/${SLUG}`;

/** Headings of which the print shows nothing but themselves. */
const aloneOf = () =>
  page.locator("main :is(h2, h3)").evaluateAll((headings) =>
    headings
      .filter((one) => one.checkVisibility())
      .filter(({ nextElementSibling: next }) => {
        // what a form looks through stands below it
        const shown = next?.matches("form[role=search]") ? next.nextElementSibling : next;
        return shown && !shown.checkVisibility();
      })
      .map((one) => one.outerHTML),
  );

test("from a dark device all is printed as ink on white, and no heading without what it is above", async () => {
  const faults: string[] = [];
  const onPaper = {
    media: "print",
    colorScheme: "dark",
    forcedColors: null,
    contrast: null,
  } as const;
  for (const path of everyPage()) {
    await page.goto(path);
    for (const more of [{}, { forcedColors: "active" }, { contrast: "more" }] as const) {
      await page.emulateMedia({ ...onPaper, ...more });
      const paper = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      if (paper !== "rgb(255, 255, 255)") faults.push(`${path}: ${paper}`);
      for (const fault of await paleOf(page)) faults.push(`${path}: ${fault}`);
      for (const heading of await aloneOf()) faults.push(`${path}: alone: ${heading}`);
    }
  }
  await page.emulateMedia({ media: null, forcedColors: null, contrast: null });
  expect(faults).toEqual([]);
});

test("what is printed keeps its bars, and nothing that is pressed", async () => {
  await page.goto(DEMAND);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const selector of ["form", "button", "nav", "a.button", ".skip"])
    for (const one of await page.locator(selector).all())
      expect([selector, await one.isVisible()]).toEqual([selector, false]);
  // the first bar is the longest, the third a third of it
  const [empty, bar] = await coloursOf(page.locator(".bars svg").nth(2), blank);
  expect(empty![1]).toBeGreaterThan(0.6);
  expect(bar![1]).toBeGreaterThan(0.2);
  const adjust = await page
    .locator("progress")
    .evaluate((one) => getComputedStyle(one).printColorAdjust);
  expect(adjust).toBe("exact");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
    "light only",
  );
});

test.each(["light", "dark"] as const)(
  "in forced colours (%s) bars, cells, lines, states and marks are seen",
  async (colorScheme) => {
    await page.emulateMedia({ media: null, colorScheme, forcedColors: "active" });
    const shareOf = async (selector: string) => {
      const [most, next] = await coloursOf(page.locator(selector).first(), blank);
      return next ? [most![1], next[1]].toSorted() : [1, 0];
    };
    await page.goto(DEMAND);
    const bars = await page.locator(".bars svg").all();
    const [full, part] = await Promise.all(
      [bars[0]!, bars[2]!].map((bar) => coloursOf(bar, blank)),
    );
    expect(full!.length).toBeLessThan(part!.length);
    expect(part![0]![1]).toBeGreaterThan(0.5);
    const [, least] = await coloursOf(bars.at(-1)!, blank);
    expect(least![1]).toBeGreaterThan(0.005);
    for (const selector of ["progress", ".time-chart .chart svg"])
      expect([selector, (await shareOf(selector))[0]! > 0.01]).toEqual([selector, true]);
    const marks = await page
      .locator(".timeline li")
      .evaluateAll((entries) =>
        entries.map((entry) => getComputedStyle(entry, "::after").borderBlockStartWidth),
      );
    // what happened to it is a full mark, news a ring
    expect(new Set(marks).size).toBe(2);
    for (const selector of [".big-count", ".tag, .note"])
      for (const one of await page.locator(selector).all())
        expect(
          await one.evaluate((e) => parseFloat(getComputedStyle(e).borderInlineStartWidth)),
        ).toBeGreaterThan(0);

    await page.goto("/constituencies");
    const fills = await page.locator(".hexmap path").evaluateAll((cells) =>
      cells.map((cell) => {
        const { fill, fillOpacity } = getComputedStyle(cell);
        return `${cell.getAttribute("class")} ${fill} ${fillOpacity}`;
      }),
    );
    expect(new Set(fills).size).toBeGreaterThan(2);
    const [cell] = await coloursOf(page.locator(".map-legend li:last-child svg"), blank);
    const [less] = await coloursOf(page.locator(".map-legend li:nth-child(2) svg"), blank);
    expect(cell![0]).not.toBe(less![0]);
    for (const path of [DEMAND, "/constituencies", "/organise", pages.organisers.at(-4)!]) {
      await page.goto(path);
      expect(await paleOf(page)).toEqual([]);
      await expectAccessible(page);
    }
  },
);

test("every focus ring fits what has the focus, stands out and is seen whole, in light and in dark", async () => {
  const faults: string[] = [];
  await page.emulateMedia({ media: null, forcedColors: null });
  const letter = pages.everybody.find((path) => path.startsWith("/letters/"))!;
  const everyKind = [...["/", DEMAND, "/constituencies", letter, "/privacy"], ...pages.organisers];
  for (const path of everyKind) {
    await page.goto(path);
    // from the first press on, what takes the focus shows it
    await page.keyboard.press("Tab");
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ["light", "dark"] as const)
        for (const forcedColors of ["none", "active"] as const) {
          await page.emulateMedia({ colorScheme, forcedColors });
          for (const fault of await badRingsOf(page))
            faults.push(`${path} ${width} ${colorScheme} ${forcedColors}: ${fault}`);
        }
    }
  }
  expect(faults).toEqual([]);
});
