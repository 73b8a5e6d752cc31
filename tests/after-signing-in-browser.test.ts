/** What follows signing, on a phone: the inbox that the tab remembers, help after a minute, one's own constituency. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { faultsOf } from "./support/layout.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const AT = "/demands/free-the-prisoners";
const PLACE = "E14001172";

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
  /** Every path that was asked for, and whatever went wrong. */
  asked: string[];
  faults: string[];
}

async function open(options: BrowserContextOptions = {}): Promise<Opened> {
  const phone = { viewport: { width: 390, height: 844 }, baseURL: site.base, locale: "en-GB" };
  const context = await browser.newContext({ ...phone, ...options });
  const page = await context.newPage();
  const [asked, faults]: [string[], string[]] = [[], []];
  page.on("request", (request) => asked.push(request.url().replace(site.base, "")));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    const expected = /status of 4(04|10)/.test(message.text());
    if (message.type() === "error" && !expected) faults.push(message.text());
  });
  return { page, asked, faults, [Symbol.asyncDispose]: () => context.close() };
}

const card = (page: Page) => page.locator(".mail-card");

test("who asks for their link is shown the inbox that they typed, and its webmail first", async () => {
  await using opened = await open();
  const { page, asked, faults } = opened;
  for (const [address, webmail] of [
    ["ann@gmail.com", "Gmail"],
    ["ann@hotmail.co.uk", "Outlook"],
    ["ann@ukr.net", "Ukr.net"],
    ["ann@list.ru", "Mail.ru"],
  ] as const) {
    await page.goto("/manage");
    await page.getByLabel("Email address", { exact: true }).fill(address);
    await page.getByRole("button").first().click();
    await page.waitForURL("**/check-your-inbox");
    await expect.poll(() => card(page).textContent()).toContain(address);
    expect(await page.locator(".webmails a").first().textContent()).toBe(`Open ${webmail}`);
    expect(await page.locator(".webmails li").count()).toBe(8);
  }
  await expectAccessible(page);
  // at an unknown domain all stay as they are
  await page.evaluate(() => sessionStorage.setItem("inbox", "ann@example.org"));
  await page.goto(`${AT}/check-your-inbox`);
  expect(await card(page).textContent()).toContain("ann@example.org");
  expect(await page.locator(".webmails a").first().textContent()).toBe("Gmail");
  // a tab that remembers nothing leaves the line out
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  expect(await card(page).getByText("To", { exact: true }).isVisible()).toBe(false);
  expect(asked.filter((url) => /^https?:/.test(url))).toEqual([]);
  expect(faults).toEqual([]);
});

test("what helps when no mail comes is shown after a minute", async () => {
  await using opened = await open();
  const { page } = opened;
  await page.clock.install();
  await page.goto(`${AT}/check-your-inbox`);
  const help = page.getByRole("heading", { name: "Did it not come?" });
  await expect.poll(() => help.isVisible()).toBe(false);
  await page.clock.fastForward(59_000);
  expect(await help.isVisible()).toBe(false);
  await page.clock.fastForward(2_000);
  await expect.poll(() => help.isVisible()).toBe(true);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Sign again" }).click();
  await page.waitForURL(`**${AT}#sign`);
});

test("thanks name the constituency, its number and its MP, of which the page’s own address tells no server", async () => {
  await using opened = await open();
  const { page, asked, faults } = opened;
  const ann = visitor(site.base);
  await ann.sign("free-the-prisoners", { email: "thanked@example.org" });
  await page.goto(linkIn((await ann.mails("thanked@example.org"))[0]!, "/confirm/"));
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await page.waitForURL(`**${AT}/signed#${PLACE}`);
  const place = page.locator(".your-place");
  await place.getByText("Cities of London and Westminster").waitFor();
  expect(await place.count()).toBe(1);
  expect(await place.textContent()).toContain("fewer than 5");
  expect(await place.textContent()).toContain("Alex Example MP");
  expect(await page.getByText("Yours is the first signature").isVisible()).toBe(true);
  await expectAccessible(page);
  await place.getByRole("link").click();
  await page.waitForURL(`**/constituencies/${PLACE}`);
  expect(asked.filter((url) => url.includes("#"))).toEqual([]);

  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "russian-troops-out")
    .executeTakeFirstOrThrow();
  await site.db
    .insertInto("tally_place")
    .values({ demand_id: id, place: PLACE, signature_count: 1234 })
    .execute();
  await page.goto(`/uk/demands/russian-troops-out/signed#${PLACE}`);
  await place.getByText("Cities of London and Westminster").waitFor();
  expect(await place.textContent()).toMatch(/1.234/);
  await place.getByRole("link").click();
  await page.waitForURL(`**/uk/constituencies/${PLACE}`);

  // who lives abroad, or whose code is none, finds it by themselves
  for (const code of ["", "#E99999999", "#<b>"]) {
    await page.goto("about:blank");
    const refused = code.startsWith("#E") && page.waitForResponse("**/e99999999.json");
    await page.goto(`${AT}/signed${code}`);
    await refused;
    expect(await page.getByRole("link", { name: "Find your MP" }).isVisible()).toBe(true);
    expect(await place.first().isVisible()).toBe(false);
  }
  expect(faults).toEqual([]);
});

test("without a script all of it can be read at once", async () => {
  await using opened = await open({ javaScriptEnabled: false });
  const { page } = opened;
  await page.goto(`/kk${AT}/check-your-inbox`);
  const { inbox, signed } = wordsFor("kk");
  for (const text of [inbox.late, ...inbox.lateSteps, inbox.again])
    expect([text, await page.getByText(text).first().isVisible()]).toEqual([text, true]);
  expect(await page.getByText(inbox.to, { exact: true }).isVisible()).toBe(false);
  await page.goto(`/kk${AT}/signed#${PLACE}`);
  await page.getByRole("link", { name: signed.writeTo }).click();
  await page.waitForURL("**/kk/constituencies");
});

/** Every page and state, without a language. */
async function makeStates(): Promise<string[]> {
  const ann = visitor(site.base);
  const email = "states@example.org";
  await ann.sign("free-the-prisoners", { email, also: "russian-troops-out", updates: "yes" });
  const done = linkIn((await ann.mails(email))[0]!, "/confirm/");
  await ann.post(done, {});
  await site.db.updateTable("signature").set({ set_aside: "held" }).execute();
  await ann.sign("condemn-the-crackdown", { email: "waits@example.org" });
  const waits = linkIn((await ann.mails("waits@example.org"))[0]!, "/confirm/");
  const old = uuidBytes(uuidv7(new Date(Date.now() - 8 * 86_400_000)));
  const expired = linkToken(testKeys, "confirm", old);
  return [
    ...[`${AT}/check-your-inbox`, `${AT}/check-your-inbox/later`, `${AT}/signed#${PLACE}`],
    ...[
      "/manage/check-your-inbox",
      "/nowhere",
      `/confirm/${expired}`,
      `/confirm/${expired}/not-me`,
    ],
    ...[done, `${waits}/not-me`, await ann.manageLink(email)],
  ].map((path) => path.replace(/^\/en\//, "/"));
}

let states: Promise<string[]> | undefined;

test.each(locales.map((locale, index) => [locale, index % 2 === 0 ? "light" : "dark"] as const))(
  "in %s on %s axe finds nothing on any page and state, and no word is broken",
  async (locale, colorScheme) => {
    await using opened = await open({ colorScheme, viewport: { width: 320, height: 700 } });
    const { page, faults } = opened;
    await page.addInitScript(() => {
      if (location.protocol === "http:")
        sessionStorage.setItem("inbox", "elizabeth.montgomery-wolfeschlegel@googlemail.com");
    });
    for (const path of await (states ??= makeStates())) {
      await page.goto(`/${locale}${path}`);
      if (path.includes("#")) await page.locator(".your-place h2").waitFor();
      await page.evaluate(() => {
        for (const part of document.querySelectorAll<HTMLElement>("[data-late]"))
          part.hidden = false;
      });
      await expectAccessible(page);
      expect([locale, path, await faultsOf(page)]).toEqual([locale, path, []]);
    }
    expect(faults).toEqual([]);
  },
);
