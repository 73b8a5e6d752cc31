/** The second half of the evening: members, an import, a letter, and what shows and undoes a mistake. */
import type { Page } from "playwright-core";

import { type Evening, press, saying } from "./evening.ts";
import { picture } from "./pictures.ts";

/** Of Scotland alone: the demo's member for Glasgow North, at a new address. */
const list = `pcon_code,member_id,full_title,display_as,party_text,member_email
S14000085,9000005,Morag Nobody MP,Morag Nobody,Example Party,office@example.org
`;

export async function importMembers({ page }: Evening): Promise<void> {
  await page.goto("/organise/members");
  await page.getByRole("main").getByRole("link", { name: "Imports" }).click();
  await page.getByLabel("Only a part of the House").fill("Scotland");
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "members of scotland.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(list),
  });
  await press(page, "Look at it");
  await page.locator("#import:not([data-refresh])").waitFor();
  await picture(page, "import", { height: 1000 });
  await press(page, "Run it");
  await page.getByText("done", { exact: true }).waitFor();
}

export async function correctAddress({ page }: Evening): Promise<void> {
  await page.goto("/organise/members");
  await page.getByRole("link", { name: "Rhys Neb" }).click();
  await page.getByLabel("An address that wins over the imported ones").fill("rhys@example.org");
  await press(page, "Keep the address");
  await saying(page, "Letters go to this address from now on.");
  await picture(page, "member", { height: 900 });
}

export async function writeLetter({ page }: Evening): Promise<void> {
  await page.goto("/organise/letters/new");
  await page.getByLabel(/^Free the prisoners/).check();
  await page.getByLabel("All members").check();
  await page.locator("#preview").getByText("31 people in Islington North").waitFor();
  await picture(page, "letter", { height: 1000 });
  await press(page, "Keep the draft");
  await saying(page, "The draft is kept.");
  await press(page, "Mail me a test copy");
  await saying(page, "A test copy is on its way to you");
}

/** Who wrote a letter does not approve it: the colleague does. */
export async function approveAndSend({ page }: Evening, colleague: Page): Promise<void> {
  await colleague.goto("/organise");
  await colleague.locator("#needs").getByRole("link").first().click();
  await press(colleague, "Approve");
  await saying(colleague, "The letter is approved.");
  await page.goto(new URL(page.url()).pathname);
  const checks = page.getByRole("heading", { name: "Before it leaves" });
  await picture(page, "approved", { from: checks, height: 560 });
  await press(page, /^Send \d+ copies$/);
  await saying(page, "the copies are on their way");
  await page.getByText("1 of 6 copies").waitFor();
  await picture(page, "sending", { height: 1000 });
  await page.goto("/organise");
  await page.locator("#needs").waitFor();
  await picture(page, "overview", { height: 1000 });
}

export async function stopLetter({ page }: Evening): Promise<void> {
  await page
    .locator("main")
    .getByRole("link", { name: /^What people in/ })
    .first()
    .click();
  await press(page, "Pause");
  await saying(page, "The letter is paused.");
  await press(page, /^Stop \d+ copies for good$/);
  await saying(page, "The letter is stopped for good.");
}

export async function recordAnswer({ page }: Evening): Promise<void> {
  await page.goto("/organise/members");
  await page.getByRole("link", { name: "Robin Sample" }).click();
  await page.getByLabel("Demand", { exact: true }).selectOption({ index: 1 });
  await page.getByLabel("Stance").selectOption("Supports");
  await page.getByLabel("On", { exact: true }).fill(new Date().toISOString().slice(0, 10));
  await page.getByLabel("In their own words").fill("I shall ask the minister.");
  await page.getByLabel("Where it can be read").fill("a letter to the campaign");
  await press(page, "Keep the answer");
  await page.getByRole("status").first().waitFor();
}

export async function lookBack({ page }: Evening): Promise<void> {
  await page.goto("/organise/audit");
  await page.getByText("Stopped letter 1 for good").waitFor();
  await picture(page, "audit", { height: 900 });
}

export async function closeAndReopen({ page }: Evening): Promise<void> {
  await page.goto("/organise/closing");
  await picture(page, "closing", { height: 1250 });
  await page.getByLabel(/^What each demand/).fill("The campaign is over. Thank you.");
  await page.getByLabel(/^To close it/).fill("Solidarity with Kazakhstan");
  await press(page, "Close the campaign");
  await saying(page, "The campaign is closed.");
  await press(page, "Open the campaign again");
  await saying(page, "The campaign goes on");
}
