/** Pictures as they are met: by keyboard, finger and ear, in forced colours, and as files. */
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { seedHouse } from "./support/house.ts";
import { coloursOf } from "./support/media.ts";
import { type Site, startSite } from "./support/server.ts";

const DEMAND = "/demands/free-the-prisoners";
/** The smallest side that a finger meets (WCAG 2.2, 2.5.8), in CSS pixels. */
const FINGER = 24;

let site: Site;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const { db } = site;
  await seedHouse(db, 600);
  // ten regions, side by side
  await sql`update area set hex_q = n % 25, hex_r = n / 25, region = 'Region ' || n / 25 / 3
      from (select code, row_number() over (order by code)::int - 1 as n from area
             where legislature_id = 'house') as numbered
     where numbered.code = area.code`.execute(db);
  await sql`update area set hex_q = null, hex_r = null where legislature_id <> 'house'`.execute(db);
  const id = sql`(select id from demand where slug = 'free-the-prisoners')`;
  await sql`insert into tally_place (demand_id, place, signature_count)
      select ${id}, code, 1 + right(code, 3)::int from area where legislature_id = 'house'
      union all select ${id}, 'UA', 77`.execute(db);
  await sql`insert into tally_hour (demand_id, hour, signature_count)
      select ${id}, date_trunc('hour', now()) - n * interval '1 day', 10 * n from generate_series(1, 60) n`.execute(
    db,
  );
  await sql`update demand set signature_count = 18300, opened_at = now() - interval '61 days'
      where id = ${id}`.execute(db);
  page = await browser.newPage({ baseURL: site.base, viewport: { width: 1280, height: 900 } });
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** How many presses of Tab lead through what a page has. */
const stopsIn = (selector: string) =>
  page
    .locator(selector)
    .evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex >= 0).length);

test("no cell is a stop of the keyboard, and who hears the page is told what the pictures show", async () => {
  await page.goto("/constituencies");
  expect(await page.locator(".hexmap a").count()).toBeGreaterThan(600);
  expect(await stopsIn(".hexmap a, .hexmap")).toBe(0);
  await page.getByRole("table").first().waitFor();
  await page.goto(DEMAND);
  expect(await stopsIn(".hexmap a, .hexmap, .chart *")).toBe(0);
  await page.getByRole("img", { name: /^A map of 597 constituencies/ }).waitFor();
  await page.getByRole("img", { name: /^In all: \d+ \w+ \d{4}: 0, .*: 18,300$/ }).waitFor();
  await page.getByRole("img", { name: /^New each week: / }).waitFor();
  await page.getByRole("radio", { name: "Last 30 days" }).check();
  await page.getByRole("img", { name: /^New each day: / }).waitFor();
  expect(await page.getByRole("img", { name: /^New each week: / }).count()).toBe(0);
});

test("on a phone a finger meets regions first, then cells that are large enough", async () => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/constituencies");
  const box = (await page.locator(".hexmap .region").nth(3).boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(FINGER);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForURL(/q=region/);
  // wide as the picture is, a third of its rows are seen
  const cells = await page.locator(".hexmap a").all();
  expect(cells.length).toBe(75);
  const cell = (await cells[30]!.boundingBox())!;
  await page.mouse.click(cell.x + cell.width / 2, cell.y + cell.height / 2);
  await page.waitForURL(/\/constituencies\/E/);
  await page.getByRole("img", { name: /^A map with Place \d+ lit, in Region/ }).waitFor();
  // a region of a demand’s map stays with the demand
  await page.goto(`${DEMAND}/places`);
  const region = (await page.locator(".hexmap .region").nth(3).boundingBox())!;
  await page.mouse.click(region.x + region.width / 2, region.y + region.height / 2);
  await page.waitForURL(/\/demands\/free-the-prisoners\/places\?q=region/);
  expect(await page.locator(".hexmap a").count()).toBe(75);
  await page.getByText(/^1–\d+ of 7[2-5]\b/).waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("in forced colours and on paper each step has a look of its own", async () => {
  const blank = await browser.newPage();
  await page.goto(DEMAND);
  for (const media of [
    { forcedColors: "active", colorScheme: "dark" },
    { forcedColors: "active", colorScheme: "light" },
    { media: "print", forcedColors: null },
  ] as const) {
    await page.emulateMedia(media);
    const looks = new Set<string>();
    const steps = await page.locator(".map-legend svg").all();
    for (const step of steps) {
      const [most] = await coloursOf(step, blank);
      looks.add(most![0]);
    }
    expect([media, looks.size]).toEqual([media, steps.length]);
    expect(steps.length).toBeGreaterThan(3);
  }
  await page.emulateMedia({ media: null, forcedColors: null, colorScheme: null });
});

test.each([
  { width: 375, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
] as const)(
  "axe finds nothing on the pages of pictures, nor text below 11 pixels ($width px)",
  async ({ width, colorScheme }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    for (const path of [
      DEMAND,
      `${DEMAND}/places`,
      `/uk${DEMAND}`,
      "/constituencies",
      "/kk/constituencies/E14000007",
    ]) {
      await page.goto(path);
      await expectAccessible(page);
      const sizes = await page
        .locator("svg text")
        .evaluateAll((texts) =>
          (texts as SVGTextElement[])
            .filter((text) => text.checkVisibility())
            .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM()!.a),
        );
      expect([path, sizes.filter((size) => size < 10.9)]).toEqual([path, []]);
    }
  },
);

test("the map is a file of its own, and a demand’s places add up on their page", async () => {
  for (const path of [`${DEMAND}/map.svg`, "/constituencies/map.svg"]) {
    const answer = await fetch(site.base + path, { headers: { "accept-encoding": "gzip" } });
    expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
      ...[path, 200, "image/svg+xml; charset=utf-8"],
    ]);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    const svg = await answer.text();
    expect(svg).toMatch(/^<svg xmlns/);
    expect(svg).not.toMatch(/style=|<style|<script|var\(/);
  }
  expect((await fetch(`${site.base}/demands/nothing/map.svg`)).status).toBe(404);
  await page.goto(`${DEMAND}/places`);
  const numbers = await page.locator(".regions td:nth-of-type(2)").allTextContents();
  const told = numbers.reduce((sum, text) => sum + Number(text.replace(",", "")), 0);
  const all = (601 * 602) / 2 - 1;
  expect(told).toBeLessThanOrEqual(all);
  expect(told).toBeGreaterThanOrEqual(all - (2 + 3 + 4));
  const text = await page.locator("main").textContent();
  expect(text).toContain("Place 001: fewer than 5");
  expect(text).not.toMatch(/Place 00[1-3]: \d/);
});
