/** Writing a letter in Chromium: a member's copy beside the text, as one types, and by a button without a script. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Db } from "#db/connection.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let browser: Browser;
let who: number;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  who = await newOrganiser(site.db, "ann@example.org");
  await fillHouse(site.db);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** 650 seats in all, and in the last of them the most signatures. */
async function fillHouse(db: Db): Promise<void> {
  const like = await db.selectFrom("area").selectAll().limit(1).executeTakeFirstOrThrow();
  const { legislature_id } = like;
  const had = await db.selectFrom("area").select("code").execute();
  const ids = Array.from({ length: 650 - had.length }, (_, index) => index + 1);
  const code = (id: number) => `E${String(15_000_000 + id)}`;
  await db
    .insertInto("area")
    .values(
      ids.map((id) => ({
        ...{ ...like, code: code(id), name: `Place ${id}` },
        ...{ parliament_id: null, hex_q: null, hex_r: null },
      })),
    )
    .execute();
  await db
    .insertInto("member")
    .values(
      ids.map((id) => ({
        ...{ id: 900_000 + id, legislature_id, name: `Member ${id}` },
        ...{ full_title: `Member ${id} MP`, party: id % 2 ? "Red" : "Blue" },
      })),
    )
    .execute();
  await db
    .insertInto("membership")
    .values(
      ids.map((id) => ({
        ...{ member_id: 900_000 + id, area_code: code(id), started_on: "2024-07-05" },
      })),
    )
    .execute();
  await db
    .insertInto("tally_place")
    .values(ids.map((id) => ({ demand_id: 1, place: code(id), signature_count: 100 + id })))
    .execute();
  const total = ids.reduce((sum, id) => sum + 100 + id, 0);
  await db.updateTable("demand").set({ signature_count: total }).where("id", "=", 1).execute();
}

async function composer(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: site.base, ...options });
  const page = await context.newPage();
  await page.goto(await signInPath(site.db, who));
  await page.getByRole("main").getByRole("button").click();
  await page.goto("/organise/letters/new");
  return page;
}

const tick = async (page: Page) => {
  const { slug } = await site.db
    .selectFrom("demand")
    .select("slug")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  await page.locator(`#demand-${slug}`).check();
};

test("the copy of the place where most have signed follows what is typed, and any other member’s that is chosen", async () => {
  for (const [width, colorScheme] of [
    [1280, "light"],
    [375, "dark"],
    [320, "light"],
  ] as const) {
    const page = await composer({ viewport: { width, height: 812 }, colorScheme });
    const preview = page.locator("#preview");
    await tick(page);
    await preview.getByText("Place 644: Member 644").waitFor();
    await page
      .locator("#body")
      .fill(
        "Dear {{member.name}},\n\n{{total.constituency}} of {{constituency}} signed. Will you?",
      );
    await preview.getByText("744 of Place 644 signed. Will you?").waitFor();
    await preview.getByText("Nothing found that an office would stumble over.").waitFor();
    await page.locator("#show_to").fill("place 17");
    await preview.getByText("117 of Place 17 signed. Will you?").waitFor();
    await page.locator("#body").fill("Dear [Name], what now?");
    await preview.getByText("There is no field [Name]").waitFor();
    await page.locator("#body").fill("Dear {{member.name}}, what now?");
    await preview.getByText("Dear Member 17, what now?").waitFor();
    await preview.getByText("It has no number.").waitFor();
    await expectAccessible(page);
    const text = (await page.locator(".written").boundingBox())!;
    const beside = (await page.locator(".sample").boundingBox())!;
    expect(beside.x > text.x).toBe(width === 1280);
    // the copy has the whole of its column
    const copy = (await preview.boundingBox())!;
    expect(beside.width - copy.width).toBeLessThan(20);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    // those who are looked for stand in the list as one types; who is ticked stays
    await page.locator("#audience-members").check();
    await page.getByText("Chosen members", { exact: true }).locator("visible=true").last().click();
    await page.locator('[name="find_member"]').fill("member 640");
    await page.getByLabel("Place 640: Member 640").check();
    await page.locator('[name="find_member"]').fill("member 641");
    await page.getByLabel("Place 641: Member 641").check();
    expect(await page.getByLabel("Place 640: Member 640").isChecked()).toBe(true);
    await page.getByRole("button", { name: "Keep the draft" }).click();
    await page.getByText("2 chosen members: 2 copies").waitFor();
    await expectAccessible(page);
    await page.context().close();
  }
});

test("without a script a button shows the copy, exactly as it is mailed", async () => {
  const page = await composer({ javaScriptEnabled: false });
  await tick(page);
  await page.locator("#audience-all").check();
  await page.locator("#show_to").fill("Place 20");
  await page
    .locator("#body")
    .fill(
      "Dear {{member.name}},\n\n**{{total.constituency}}** signed in {{constituency}}. Will you?",
    );
  await page.getByRole("button", { name: "Show the copy" }).click();
  await page.locator("#preview strong", { hasText: "120" }).waitFor();
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await page.getByRole("heading", { name: "Copies" }).waitFor();
  const letter = page.url().split("?")[0]!;
  await page.goto(`${letter}/edit`);
  await page.locator("#show_to").fill("Place 20");
  await page.getByRole("button", { name: "Show the copy" }).click();
  const shown = await page.locator("#preview .copy .prose").innerHTML();
  await page.goto(`${letter}/preview?member=900020`);
  expect(await page.locator(".copy .prose").innerHTML()).toBe(shown);
  await page.context().close();
});
