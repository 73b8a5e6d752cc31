/** An organiser imports in Chromium: a real file chooser, a page that follows by itself, and the undo. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type House, membersFile, rowsOf, startHouse } from "./support/uploads.ts";

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await house[Symbol.asyncDispose]();
});

async function signIn(page: Page, address: string): Promise<void> {
  const id = await newOrganiser(house.db, address, "organiser");
  await page.goto(house.base + (await signInPath(house.db, id)));
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("navigation", { name: "Organisers" }).waitFor();
}

for (const javaScriptEnabled of [true, false])
  test(`a list is chosen, seen, run and undone ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const viewport = { width: 375, height: 812 };
    const context = await browser.newContext({ javaScriptEnabled, viewport, locale: "en-GB" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await signIn(page, `evening-${javaScriptEnabled}@example.org`);
    const before = await rowsOf(house.database);

    await page.goto(`${house.base}/organise/members/import`);
    if (javaScriptEnabled) await expectAccessible(page);
    const chosen = page.waitForEvent("filechooser");
    await page.getByLabel("File", { exact: true }).click();
    await (
      await chosen
    ).setFiles({
      ...{ name: "mps of june.csv", mimeType: "text/csv" },
      buffer: Buffer.from(membersFile()),
    });
    await page.getByRole("button", { name: "Look at it" }).click();
    const settled = async (part: string) => {
      if (javaScriptEnabled) return page.locator("#import:not([data-refresh])").waitFor();
      for (let tries = 0; tries < 60; tries++) {
        if (await page.getByText(part, { exact: true }).count()) return;
        await page.waitForTimeout(500);
        await page.reload();
      }
      throw new Error(`never “${part}”`);
    };
    await settled("waits for you");
    await page.getByText("mps of june.csv").waitFor();
    await page.getByText("Nothing has changed yet.", { exact: true }).waitFor();
    expect(await page.getByText("Member 1000 (Seat 1)").count()).toBeGreaterThan(0);
    if (javaScriptEnabled) await expectAccessible(page);
    expect(await rowsOf(house.database)).toEqual(before);

    await page.getByRole("button", { name: "Run it" }).click();
    await settled("done");
    const after = await rowsOf(house.database);
    expect(after["membership"]).toHaveLength(650);
    await page.getByLabel("Type “undo”").fill("undo");
    if (javaScriptEnabled) await expectAccessible(page);
    await page.getByRole("button", { name: "Undo this import" }).click();
    await page.getByText("The import is undone.").waitFor();
    expect(await rowsOf(house.database)).toEqual(before);

    await page.getByRole("link", { name: "All imports" }).click();
    await page.getByText("mps of june.csv").first().waitFor();
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });
