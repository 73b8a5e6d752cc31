/** An evening: an empty deployment becomes a campaign with its first signature, and nobody opens a shell. */
import fs from "node:fs";

import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { AREAS, areSeatsThere } from "./bench/real-places.ts";
import { expectAccessible, openBrowser } from "./support/browser.ts";
import { organiserAt, seatAt, statusOf } from "./support/evening.ts";
import { seats } from "./support/imports.ts";
import { startEmptySite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const TITLE = "Let the journalists go";
const SLUG = "let-the-journalists-go";

/** The public list of constituencies where it is there, else one of as many. */
function areasFile(): Buffer {
  if (areSeatsThere()) return fs.readFileSync(AREAS);
  const rows = seats(650);
  const names = Object.keys(rows[0]!);
  const lines = rows.map((row) => Object.values(row).map((value) => value ?? ""));
  return Buffer.from([names, ...lines].map((line) => line.join(",")).join("\n"));
}

/** What each of the first steps says of itself. */
const stepsOf = async (page: Page): Promise<Record<string, string>> => {
  await page.goto("/organise/first-steps");
  const steps = await page.locator(".first-steps > li").all();
  return Object.fromEntries(
    await Promise.all(
      steps.map(async (step) => [
        await step.getAttribute("id"),
        await step.locator(".tag").innerText(),
      ]),
    ),
  ) as Record<string, string>;
};

test("an empty deployment is set up, its first demand is made, translated, looked at, opened, and signed by a visitor", async () => {
  await using site = await startEmptySite({
    ...{ CAMPAIGN_NAME: "", CAMPAIGN_EMAIL: "", CAMPAIGN_ADDRESS: "" },
  });
  const browser = await openBrowser();
  try {
    await using owner = await organiserAt(site, browser, "chief@example.org", "owner");
    const { page } = owner;
    await page.getByText(/of the first steps are still to be taken/).waitFor();
    await page.getByRole("link", { name: "All first steps" }).click();
    await page.getByText("None yet. Without them nobody is counted for a place.").waitFor();
    await expectAccessible(page);

    // who writes
    await page.locator("#name").getByRole("link", { name: "Write it" }).click();
    await page.getByLabel("Name in English").fill("Solidarity with Kazakhstan");
    await page.getByLabel("Name in Ukrainian").fill("Солідарність із Казахстаном");
    await page.getByLabel(/^Postal address/).fill("1 Example Street, London");
    await page.getByLabel("Who signs letters").fill("Alex Example");
    await page.getByLabel("Telephone").fill("020 7946 0123");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.getByText("The settings are kept.").waitFor();
    await page.getByLabel("Reply address").fill("us@example.org");
    await page.getByRole("button", { name: "Keep the reply address" }).click();
    await page.getByText("The settings are kept.").waitFor();
    await page.goto("/organise/first-steps");
    await page.getByRole("button", { name: "Email me a test" }).click();
    await page.getByText("A test email is on its way to you.").waitFor();
    await page.getByRole("button", { name: "I have kept a copy" }).click();
    await page.getByText("It is written down that you have kept a copy.").waitFor();

    // where people live
    await page.locator("#places").getByRole("link", { name: "Import them" }).click();
    await page.getByLabel(/^Constituencies/).check();
    const file = { name: "constituencies.csv", mimeType: "text/csv", buffer: areasFile() };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("button", { name: "Look at it" }).click();
    const settled = (state: string) =>
      page.locator("#import:not([data-refresh]) .tag", { hasText: state }).waitFor();
    await settled("waits for you");
    await page.getByRole("button", { name: "Run it" }).click();
    await settled("done");

    // the demand
    await page.goto("/organise/first-steps");
    await page.locator("#demand").getByRole("link", { name: "Write one" }).click();
    await page.getByRole("link", { name: "Make a demand" }).click();
    await page.locator("#addressee").fill("the British government");
    await page.locator("#title").fill(TITLE);
    await page.locator("#summary").fill("Nobody belongs in prison for a report.");
    await page.locator("#body").fill("They **reported** what they saw.");
    await page.locator("#preview strong", { hasText: "reported" }).waitFor();
    await page.getByRole("button", { name: "Keep the draft" }).click();
    await page.getByText("The draft is kept.").waitFor();
    const demand = new URL(page.url()).pathname;
    const reader = visitor(site.base);
    expect((await reader.get(`/demands/${SLUG}`)).status).toBe(404);
    await page.getByRole("link", { name: "Ukrainian" }).click();
    await page.locator("#addressee").fill("британського уряду");
    await page.locator("#title").fill("Звільніть журналістів");
    await page.locator("#summary").fill("Нікому не місце у в’язниці за репортаж.");
    await page.locator("#body").fill("Вони **розповіли**, що бачили.");
    await page.locator("#preview strong", { hasText: "розповіли" }).waitFor();
    await page.locator("#translated_by").fill("Оля");
    await page.getByRole("button", { name: "Keep the translation" }).click();
    await page.getByText("The translation is kept.").waitFor();
    await page.goto(demand);
    await page.getByRole("link", { name: "See how it looks" }).click();
    await page.getByRole("link", { name: "Ukrainian" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("strong", { hasText: "розповіли" }).waitFor();
    await page.getByRole("link", { name: "Back to the demand" }).click();
    await page.getByRole("link", { name: "Life and timeline" }).click();
    await page.getByText("Not translated into Kazakh, Russian").waitFor();
    await page.getByRole("link", { name: "Open", exact: false }).first().click();
    await page.getByText("Everybody can read and sign it at once").waitFor();
    await page.getByRole("button", { name: /^Open/ }).click();
    await page.getByText("The demand is open.").waitFor();

    // a visitor finds it on a phone, in Ukrainian
    await using phone = await seatAt(site, browser, { phone: true, locale: "uk-UA" });
    const { page: visit } = phone;
    await visit.goto("/");
    await visit.getByText("Солідарність із Казахстаном").first().waitFor();
    await visit
      .getByRole("link", { name: /журналістів/ })
      .first()
      .click();
    await expectAccessible(visit);
    await visit.locator("#name").fill("Ann O'Neil");
    await visit.locator("#email").fill("first@example.org");
    await visit.locator("#postcode").fill("SW1A 1AA");
    await visit.locator("#consent").check();
    const sign = () => visit.locator("form[data-sign] button[type=submit]").click();
    // no postcode is known yet, so the constituency is asked for
    expect(await statusOf(visit, sign)).toBe(422);
    await visit.locator("select[name=constituency]").selectOption({ index: 100 });
    await visit.locator("form:has(select) button").click();
    await visit.waitForURL("**/check-your-inbox");
    const [mail] = await reader.mails("first@example.org");
    expect(mail!.subject).toMatch(/[а-щ]/i);
    expect(mail!.text).toContain("1 Example Street, London");
    await visit.goto(linkIn(mail!, "/confirm/"));
    await visit.locator("main form button[type=submit], main form button").first().click();
    await visit.waitForURL("**/signed*");
    await expect
      .poll(async () => (await reader.get(`/demands/${SLUG}`)).html, { timeout: 30_000 })
      .toMatch(/data-count[^>]*>1</);

    // and the owner sees it
    await page.goto("/organise/demands");
    const row = page.getByRole("row", { name: TITLE });
    expect((await row.innerText()).split(/\s+/)).toContain("1");
    expect(await stepsOf(page)).toMatchObject({
      ...{ name: "done", address: "done", reply: "done", sender: "done", keys: "done" },
      ...{ test: "done", places: "to do", members: "to do", colleague: "to do", demand: "done" },
    });
    expect([owner.faults, phone.faults]).toEqual([[], []]);
  } finally {
    await browser.close();
  }
});
