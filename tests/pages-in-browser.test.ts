/** Public pages of a whole country's campaign on a phone and on paper: how long, how wide, how they print. */
import { type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { listDemands } from "#app/demands/get-demand.server.ts";
import { newLetter } from "#app/letters/text/default-letter.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { locales } from "#app/words/locale.ts";

import { fillCampaign } from "./bench/campaign.ts";
import { expectAccessible, openBrowser } from "./support/browser.ts";
import { freshDatabase } from "./support/database.ts";
import { approve, draft, inOne, organiser, send } from "./support/letters.ts";
import { serveOn, type Site } from "./support/server.ts";

const HEIGHT = 740;
const MOST_SCREENS = 12;

let site: Site;
let browser: Browser;
let page: Page;
/** Of a letter to all about three demands, and of one to all about the second. */
let letters: { all: number; one: number };
let place: { code: string; name: string; member: number };
beforeAll(async () => {
  const database = await freshDatabase();
  const { db } = database;
  browser = await openBrowser();
  const campaign = await fillCampaign(database, 20_000);
  const demands = await listDemands(db, "en");
  const { subject, body } = newLetter("Solidarity with Kazakhstan");
  const wish = draft([demands.at(-1)!.id], { subject, body });
  const author = await organiser(db, "author@example.org");
  const { id: one } = await inOne(db, (tx) => composeLetter(tx, author, wish, new Date()));
  await approve(db, one, await organiser(db, "other@example.org"));
  await send(db, one, { at: new Date() });
  letters = { all: campaign.letters.sent, one };
  place = await db
    .selectFrom("membership as s")
    .innerJoin("area", "area.code", "s.area_code")
    .select(["area.code", "area.name", "s.member_id as member"])
    .where("s.ended_on", "is", null)
    .orderBy("area.code")
    .limit(1)
    .executeTakeFirstOrThrow();
  // a title as long as titles get, and one without a translation
  await db
    .updateTable("demand_text")
    .set({ title: "Withdraw all troops from the streets of every town ".repeat(6).slice(0, 300) })
    .where("demand_id", "=", demands[0]!.id)
    .where("locale", "=", "en")
    .execute();
  await db
    .deleteFrom("demand_text")
    .where("demand_id", "=", demands[0]!.id)
    .where("locale", "=", "uk")
    .execute();
  site = await serveOn(database);
  page = await browser.newPage({ baseURL: site.base });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const pathsOf = () => [
  ...["/", "/?q=nothing-fits", "/?state=closed", "/members", "/members?page=2"],
  ...["/members?answered=yes", "/members?q=nothing-fits", `/members/${place.member}`],
  ...["/constituencies", "/constituencies?page=2", `/constituencies/${place.code}`],
  ...["/letters", `/letters/${letters.all}`, `/letters/${letters.all}?page=2`],
  ...[`/letters/${letters.all}?constituency=${place.code}`, `/letters/${letters.all}?q=north`],
  ...["/demands/free-the-prisoners", "/demands/free-the-prisoners/words"],
  ...["/about", "/privacy", "/accessibility"],
];

test.each(locales)(
  "in %s no public page is longer than twelve screens of a phone, nor wider than the smallest",
  async (locale) => {
    const faults: unknown[] = [];
    for (const path of pathsOf()) {
      await page.setViewportSize({ width: 360, height: HEIGHT });
      const answer = await page.goto(`/${locale}${path}`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: 320, height: HEIGHT });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (answer!.status() !== 200 || tall > MOST_SCREENS * HEIGHT || wide > 320)
        faults.push([path, answer!.status(), tall / HEIGHT, wide]);
    }
    expect(faults).toEqual([]);
  },
);

test.each(locales)(
  "in %s the first screen of a phone has the campaign’s name, the number and the first button",
  async (locale) => {
    await page.setViewportSize({ width: 360, height: HEIGHT });
    await page.goto(`/${locale}/`);
    for (const one of ["h1", ".hero .lead", ".hero-count", ".demand-row .button"]) {
      const box = (await page.locator(one).first().boundingBox())!;
      // a title of 300 letters takes a screen of its own
      const room = one.endsWith("button") && locale !== "kk" && locale !== "ru" ? 2 : 1;
      expect([one, box.y + box.height <= room * HEIGHT]).toEqual([one, true]);
    }
  },
);

test("a copy of a letter is printed alone, on one sheet of A4, in ink on white", async () => {
  for (const id of [letters.one, letters.all]) {
    await page.goto(`/uk/letters/${id}?constituency=${place.code}`);
    const sheet = page.locator(".letter-sheet");
    expect(await sheet.getAttribute("lang")).toBe("en");
    expect(await sheet.innerText()).toContain("House of Commons\nLondon SW1A 0AA");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const shown = await page
      .locator("body")
      .evaluate(
        (body) =>
          [
            ...body.querySelectorAll(".site-header, .site-footer, main h1, form, nav, table"),
          ].filter((one) => one.checkVisibility()).length,
      );
    expect(shown).toBe(0);
    expect(await sheet.isVisible()).toBe(true);
    await page.emulateMedia({ media: null, colorScheme: null });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    // A4 in points
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  }
});

test.each(["light", "dark"] as const)("axe finds nothing on these pages (%s)", async (scheme) => {
  await page.emulateMedia({ media: null, colorScheme: scheme });
  await page.setViewportSize({ width: scheme === "light" ? 1280 : 360, height: HEIGHT });
  for (const path of pathsOf().slice(0, -3)) {
    await page.goto(scheme === "light" ? path : `/kk${path}`);
    await expectAccessible(page);
  }
});
