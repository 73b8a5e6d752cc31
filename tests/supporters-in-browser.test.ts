/** An owner takes supporters along and invites a list in Chromium, on a phone and on a desk, light and dark. */
import fs from "node:fs";

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";

import { signerKey } from "#app/keys.server.ts";
import { setUpdates } from "#app/signatures/manage/correct.server.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { signedAndConfirmed, testKeys, wishFor } from "./support/signers.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const looks = {
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  desk: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
} as const;

async function lookAt(page: Page): Promise<void> {
  await expectAccessible(page);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([page.url(), isWide]).toEqual([page.url(), false]);
}

for (const [name, look] of Object.entries(looks))
  test(`on a ${name} a file is saved and a list is read, begun and followed`, async () => {
    const { db } = site;
    const { id } = await db
      .selectFrom("demand")
      .select("id")
      .where("slug", "=", "free-the-prisoners")
      .executeTakeFirstOrThrow();
    for (const who of ["a", "b"])
      await signedAndConfirmed(db, {
        ...wishFor([id], `${who}-${name}@example.org`),
        updates: true,
      });
    const context = await browser.newContext({ ...look, locale: "en-GB", acceptDownloads: true });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    const who = await newOrganiser(db, `owner-${name}@example.org`, "owner");
    await page.goto(site.base + (await signInPath(db, who)));
    await page.getByRole("main").getByRole("button").click();
    await page.getByRole("link", { name: "Supporters" }).click();
    await page.getByLabel(/imprisoned protesters/).check();
    await page.getByLabel("Whom is the file for?").fill("the Trades Council’s newsletter tool");
    await page.getByLabel("What for?").fill("To tell them of the demonstration in May");
    await lookAt(page);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as CSV" }).click();
    const saved = fs.readFileSync(await (await coming).path(), "utf8");
    expect(saved).toContain(`"a-${name}@example.org"`);
    await setUpdates(db, testKeys, signerKey(testKeys, `a-${name}@example.org`), false, new Date());
    await page.reload();
    await page.getByText("A remove list with").waitFor();
    await lookAt(page);

    await page.getByRole("link", { name: "Invite a list" }).click();
    await page.getByLabel("Who collected the addresses?").fill("the Example Trades Council");
    await page.getByLabel("When?").fill("May 2026, at stalls in Leeds");
    await page.getByLabel("Under which words?").fill("You may write to me about Kazakhstan");
    await lookAt(page);
    const rows = Array.from({ length: 12 }, (_, index) => `i${index}-${name}@example.org`);
    await page.getByLabel("File", { exact: true }).setInputFiles({
      ...{ name: "list.csv", mimeType: "text/csv" },
      buffer: Buffer.from(["email", ...rows, "no address"].join("\n")),
    });
    await page.getByRole("button", { name: "Read the list" }).click();
    await page.getByText("12 different addresses.").waitFor();
    await lookAt(page);
    await page.getByRole("button", { name: "Begin to invite them" }).click();
    await page.getByText("The invitations leave at their pace.").waitFor();
    await page.getByText("1 of 12 addresses have had their turn.").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("It is paused.").waitFor();
    await lookAt(page);
    await page.getByRole("button", { name: "Stop it for good" }).click();
    await page.getByText("the addresses that waited are deleted").waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
