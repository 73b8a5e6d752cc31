/** The petition kit and the print run as they are used: written by an organiser, printed in Chromium. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { approve, approved, draft, organiser, send } from "./support/letters.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";

const KIT = "/demands/confiscate-the-properties/petition-kit";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  site = await startSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const sheetsOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)!.length;
const print = (page: Page) => page.pdf({ preferCSSPageSize: true });

test("for three constituencies the kit is four sheets of A4 with nothing around them, in every language", async () => {
  const places = await site.db
    .selectFrom("area")
    .select(["code", "name"])
    .orderBy("name")
    .limit(3)
    .execute();
  const page = await browser.newPage({ baseURL: site.base, colorScheme: "dark" });
  for (const [index, { code, name }] of places.entries()) {
    const lang = ["", "/uk", "/kk"][index]!;
    await page.goto(`${lang}${KIT}?constituency=${code}`);
    const [top, following] = await page.locator(".petition").all();
    expect(await top!.textContent()).toMatch(
      new RegExp(
        `^To the House of Commons\\.The petition of residents of ${name},Declares that .*The petitioners therefore request that the House of Commons urges the Government to .*And the petitioners remain, etc\\.`,
      ),
    );
    expect(await following!.textContent()).toMatch(
      /^The petitioners therefore request that [^.]*\.Name/,
    );
    const pdf = await print(page);
    expect(sheetsOf(pdf)).toBe(4);
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    await page.emulateMedia({ media: "print" });
    expect(
      await page
        .locator(".site-header, .site-footer, .not-printed")
        .evaluateAll((all) => all.filter((one) => (one as HTMLElement).offsetHeight > 0).length),
    ).toBe(0);
    await page.emulateMedia({ media: null });
    await expectAccessible(page);
  }
  await page.close();
});

test("the kit is found by name or postcode, and there is none where the House is not asked", async () => {
  const get = (path: string) => fetch(site.base + path, { redirect: "manual" });
  const { code, name } = await site.db
    .selectFrom("area")
    .select(["code", "name"])
    .orderBy("name")
    .executeTakeFirstOrThrow();
  const found = await get(`${KIT}?q=${encodeURIComponent(name)}`);
  expect([found.status, found.headers.get("Location")]).toEqual([
    303,
    `${KIT}?constituency=${code}`,
  ]);
  expect((await get(`${KIT}?q=zebra`)).status).toBe(200);
  expect((await get(`${KIT}?constituency=E99`)).status).toBe(404);
  expect((await get("/demands/free-the-prisoners/petition-kit")).status).toBe(404);
  const demand = await (await get("/demands/confiscate-the-properties")).text();
  expect(demand).toContain(KIT);
});

test("an organiser writes a petition, is told what the House turns away, and prints a letter’s copies", async () => {
  const { db } = site;
  const page = await browser.newPage({ baseURL: site.base, viewport: { width: 360, height: 800 } });
  const ann = await newOrganiser(db, "ann@example.org", "owner");
  await page.goto(await signInPath(db, ann));
  await page.click("main button");
  const { id } = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await page.goto(`/organise/demands/${id}/paper`);
  await page.fill("#paper_declares", "many were detained for protesting peacefully");
  await page.fill("#paper_requests", "stop these liars");
  await page.click("text=Keep the petition");
  expect(await page.textContent("#paper_requests-problem")).toContain(
    "moderate, respectful language",
  );
  expect(await page.inputValue("#paper_declares")).toContain("many were detained");
  await page.fill("#paper_requests", "call for their release");
  await page.getByText("urges the Government to call for their release.").waitFor();
  await expectAccessible(page);
  await page.click("text=Keep the petition");
  await page.getByText("The petition is kept.").waitFor();
  await page.click("text=Its kit, as everybody sees it");
  expect(await page.textContent("h1")).toBe("Petition on paper");

  const letter = await approved(db, await organiser(db, "bo@example.org"), draft([id]));
  // its author is not alone, so it is for somebody else to approve
  await approve(db, letter, ann);
  await page.goto(`/organise/letters/${letter}/print`);
  await page.getByText("once its totals are counted").waitFor();
  await send(db, letter, { at: new Date() });
  await page.reload();
  await page.check("#to-all");
  await page.click("text=Open them for printing");
  // the sheets come one after the other, and the last one ends the page
  await page.locator("article").first().waitFor();
  await page.waitForLoadState();
  const sheets = await page.locator("article").count();
  expect(sheets).toBe(
    await db
      .selectFrom("letter_copy")
      .select("member_id")
      .execute()
      .then(({ length }) => length),
  );
  await expectAccessible(page);
  expect(sheetsOf(await print(page))).toBe(sheets);
  const lines = await db
    .selectFrom("audit")
    .select("after")
    .where("action", "=", "letter.print")
    .execute();
  expect(lines).toEqual([{ after: { sheets, to: "all" } }]);
  await page.close();
});
