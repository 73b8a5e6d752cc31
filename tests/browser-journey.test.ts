import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

interface Opened extends AsyncDisposable {
  page: Page;
  /** Whatever went wrong in the page: errors, refused resources, breaches of the policy. */
  faults: string[];
}

async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Opened> {
  const context = await browser.newContext({ locale: "en-GB", baseURL: site.base, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const expected = /status of 4(10|22)/.test(message.text());
    if (message.type() === "error" && !expected) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.base)) faults.push(`asked elsewhere: ${request.url()}`);
  });
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
}

const phone = { viewport: { width: 390, height: 844 } };

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your name").fill("Ann O'Neil");
  await page.getByLabel("Email address", { exact: true }).fill(email);
  await page.getByLabel("Postcode", { exact: true }).fill("sw1a 1aa");
  await page.getByLabel(/^I sign this demand/).check();
}

test("sign on a phone, open the mail, confirm, be counted", async () => {
  await using opened = await open(phone);
  const { page, faults } = opened;
  await page.goto("/");
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Free the prisoners/ }).click();
  await expectAccessible(page);
  const email = "phone@example.org";
  await fill(page, email);
  await page.getByText("Constituency: Cities of London and Westminster").waitFor();
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.waitForURL("**/check-your-inbox");
  await expectAccessible(page);
  await visitor(site.base).mails(email);
  await page.getByRole("link", { name: /read the email/ }).click();
  await expectAccessible(page);
  await page
    .getByRole("link", { name: /\/confirm\// })
    .first()
    .click();
  await expectAccessible(page);
  await page.getByLabel("Russian troops out").check();
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await page.waitForURL("**/signed*");
  await expectAccessible(page);
  await page.getByText("Your signature is confirmed").waitFor();
  await page.getByText("Yours is the first signature").waitFor();
  expect(faults).toEqual([]);
});

test("an organiser signs in, writes to members with the totals, and the letter stands in public", async () => {
  await using opened = await open({ viewport: { width: 1100, height: 900 } });
  const { page, faults } = opened;
  await page.goto(await signInPath(site.db));
  await expectAccessible(page);
  await page.getByRole("main").getByRole("button").click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Write a letter" }).first().click();
  await page.getByLabel("Free the prisoners").check();
  await page.getByLabel("Subject").fill("What people ask of you");
  await page.getByLabel("All members").check();
  await page.getByLabel("Copies an hour").fill("36000");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await page.getByRole("heading", { level: 1, name: "What people ask of you" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Read the copy to Alex Example" }).click();
  await page.getByText("Dear Alex Example").first().waitFor();
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole("button", { name: /^Approve/ }).click();
  await page.getByRole("button", { name: /^Send \d+ copies$/ }).click();
  const letters = await visitor(site.base).mails("member-9000001@example.invalid");
  expect(letters[0]!.text).toContain("Dear Alex Example");
  expect(letters[0]!.text).toContain("Fewer than 5 people in Cities of London and Westminster");

  const published = /\/letters\/\d+\S*/.exec(letters[0]!.text)![0];
  await page.goto(published);
  await page.getByRole("heading", { name: "What people ask of you" }).waitFor();
  // the member's own copy
  await page.getByText("Dear Alex Example").waitFor();
  await expectAccessible(page);
  await page.goto("/organise/members");
  await expectAccessible(page);
  await page.goto("/organise/audit");
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test("without script everything works the same", async () => {
  await using opened = await open({ ...phone, javaScriptEnabled: false });
  const { page } = opened;
  await page.goto("/demands/free-the-prisoners");
  const email = "plain@example.org";
  await fill(page, email);
  await page.getByLabel("Postcode", { exact: true }).fill("AB10 1AB");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("heading", { name: "Which constituency do you live in?" }).waitFor();
  await page.getByRole("button", { name: "Correct the postcode" }).click();
  expect(await page.getByLabel("Email address", { exact: true }).inputValue()).toBe(email);
  expect(await page.getByLabel("Postcode", { exact: true }).inputValue()).toBe("AB10 1AB");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByLabel("Your constituency").selectOption({ label: "Glasgow North" });
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.waitForURL("**/check-your-inbox");
  const [mail] = await visitor(site.base).mails(email);
  await page.goto(linkIn(mail!, "/confirm/"));
  expect(await page.getByText("Glasgow North").count()).toBe(1);
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await page.waitForURL("**/signed*");
});

test("mistakes are named, tied to their fields, and the summary has the focus", async () => {
  await using opened = await open();
  const { page, faults } = opened;
  await page.goto("/demands/free-the-prisoners/sign");
  await page.getByLabel("Email address", { exact: true }).fill("a@b");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("heading", { name: "Something is missing" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("error-summary");
  expect(await page.getByLabel("Email address", { exact: true }).inputValue()).toBe("a@b");
  expect(await page.getByLabel("Email address", { exact: true }).getAttribute("aria-invalid")).toBe(
    "true",
  );
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test("a phone and four times enlarged text need no sideways scrolling", async () => {
  await using opened = await open({ viewport: { width: 320, height: 640 } });
  const { page } = opened;
  for (const path of [
    "/",
    "/kk/demands/confiscate-the-properties",
    "/uk/constituencies",
    "/members",
    "/ru/about",
  ]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([path, wide <= 0]).toEqual([path, true]);
  }
});

test("a public page weighs at most 30 kB compressed, 10 kB of it script", async () => {
  for (const path of ["/", "/demands/free-the-prisoners", "/constituencies", "/members"]) {
    const page = await fetch(site.base + path, { headers: { "accept-encoding": "gzip" } });
    const html = await page.text();
    let size = Number(page.headers.get("content-length") ?? 0) || (await weigh(html));
    let script = 0;
    for (const [, source] of html.matchAll(/(?:src|stylesheet" href)="(\/assets\/[^"]+)"/g)) {
      const weight = await weigh(await (await fetch(site.base + source!)).text());
      size += weight;
      if (source!.endsWith(".js")) script += weight;
    }
    expect([path, size < 30_000, script < 10_000]).toEqual([path, true, true]);
  }
});

async function weigh(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
