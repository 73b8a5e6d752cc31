/** An evening: a demand that tens of thousands signed is changed, in two languages, by two people at once. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
import { organiserAt, startCountry, statusOf } from "./support/evening.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";

const insertedOn = async (page: Page) => (await page.locator("ins").allTextContents()).join(" ");

test("two people change a signed demand in two languages; nothing typed is lost, and the page says how many signed which words", async () => {
  await using site = await startCountry();
  const browser = await openBrowser();
  try {
    await using ann = await organiserAt(site, browser, "ann@example.org");
    await using bo = await organiserAt(site, browser, "bo@example.org");
    const { id, signature_count: signed } = await site.db
      .selectFrom("demand")
      .select(["id", "signature_count"])
      .where("slug", "=", SLUG)
      .executeTakeFirstOrThrow();
    const number = signed.toLocaleString("en-GB");
    expect(signed).toBeGreaterThan(60_000);

    // both open it in the list; Ann changes the text
    for (const { page } of [ann, bo]) {
      await page.goto("/organise/demands");
      await page.locator(`#demand-${id}`).click();
      await page.locator("#body").waitFor();
    }
    const old = await ann.page.locator("#body").inputValue();
    await ann.page.locator("#body").fill(`${old}\n\nEvery one of them, **by the spring**.`);
    await ann.page.locator("#preview strong", { hasText: "by the spring" }).waitFor();
    await ann.page.getByRole("button", { name: "Keep the changes" }).click();
    await ann.page.getByText(`${number} people signed the words as they stand now.`).waitFor();
    expect(await insertedOn(ann.page)).toContain("Every one of them, **by the spring**.");
    await ann.page.getByRole("button", { name: "Keep the new words" }).click();
    await ann.page.getByText("Who signed before signed the old words").waitFor();

    // Bo's page is older than that
    await bo.page.locator("#body").fill(`${old}\n\nAll of them, and at once.`);
    const keep = (name: string) => bo.page.getByRole("button", { name }).click();
    expect(await statusOf(bo.page, () => keep("Keep the changes"))).toBe(409);
    await bo.page.getByText("Somebody else has changed this demand").first().waitFor();
    const both = await bo.page.locator(".two-texts").first().textContent();
    expect(both).toContain("by the spring");
    expect(both).toContain("All of them, and at once.");
    expect(await bo.page.locator("#body").inputValue()).toContain("All of them, and at once.");
    await bo.page
      .locator("#body")
      .fill(`${old}\n\nEvery one of them, **by the spring**, and at once.`);
    await keep("Keep mine instead");
    // nobody has signed Ann's words yet, but the demand
    await bo.page.getByRole("heading", { name: /people have signed this demand/ }).waitFor();
    await bo.page
      .getByText(`${number} people signed this demand, 0 of them with the words as they stand now.`)
      .waitFor();
    await keep("Keep the new words");
    await bo.page.getByText("Who signed before signed the old words").waitFor();

    // the Ukrainian is of an older English by now; both translate
    for (const { page } of [ann, bo]) {
      await page.goto(`/organise/demands/${id}/words/uk`);
      await page.getByText("Out of date: the English has changed").waitFor();
    }
    expect(await insertedOn(ann.page)).toContain("Every one of them");
    const ukrainian = await ann.page.locator("#body").inputValue();
    await ann.page.locator("#body").fill(`${ukrainian}\n\nУсіх, **до весни**, і негайно.`);
    await ann.page.locator("#preview strong", { hasText: "до весни" }).waitFor();
    await ann.page.getByRole("button", { name: "Keep the translation" }).click();
    await ann.page.getByText(`${number} people signed this demand`).waitFor();
    await ann.page.getByRole("button", { name: "Keep the new words" }).click();
    await ann.page.getByText("Who signed before signed the old words").waitFor();
    await bo.page.locator("#body").fill(`${ukrainian}\n\nКожного.`);
    expect(await statusOf(bo.page, () => keep("Keep the translation"))).toBe(409);
    await bo.page.getByText("Yours is not kept yet").first().waitFor();
    const sides = await bo.page.locator(".two-texts").first().textContent();
    expect(sides).toContain("до весни");
    expect(sides).toContain("Кожного.");
    expect(await bo.page.locator("#body").inputValue()).toContain("Кожного.");
    await bo.page.getByRole("link", { name: /take what is kept/ }).click();
    expect(await bo.page.locator("#body").inputValue()).toContain("до весни");

    // somebody signs the new words, and the page says how many signed which
    const signer = visitor(site.base);
    const { area_code: place, code } = await site.db
      .selectFrom("postcode")
      .selectAll()
      .orderBy("code")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(place).toMatch(/^[A-Z]\d{8}$/);
    expect((await signer.sign(SLUG, { email: "new@example.org", postcode: code })).status).toBe(
      303,
    );
    const link = linkIn((await signer.mails("new@example.org"))[0]!, "/confirm/");
    expect((await signer.post(link, {})).status).toBe(303);
    await expect
      .poll(async () => (await signer.get(`/demands/${SLUG}`)).html, { timeout: 60_000 })
      .toContain(`1 signature for the words above, ${number} for earlier ones.`);
    await bo.page.goto(`/uk/demands/${SLUG}`);
    await bo.page.locator("strong", { hasText: "до весни" }).waitFor();
    await bo.page.goto(`/demands/${SLUG}/words`);
    await bo.page.getByRole("cell", { name: number }).waitFor();
    expect(await insertedOn(bo.page)).toContain("spring, and at once.");
    expect([ann.faults, bo.faults]).toEqual([[], []]);
  } finally {
    await browser.close();
  }
});
