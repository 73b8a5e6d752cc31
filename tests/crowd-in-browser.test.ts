import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { wordsFor } from "#app/words/words.ts";
import { locales } from "#app/words/locale.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { crowd, LATER, mailDelay, SLUG, someone, SOON } from "./support/crowd.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ TRUSTED_PROXY_HOPS: "1" }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

interface Phone extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** How often a challenge was asked for. */
  asked: () => number;
  faults: string[];
}

/** A phone in a network, four times slower than this machine. */
async function phoneIn(network: string, javaScriptEnabled = true): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: site.base,
    locale: "en-GB",
    viewport: { width: 390, height: 844 },
    extraHTTPHeaders: { "x-forwarded-for": `9.9.9.9, ${network}.77` },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let asked = 0;
  const faults: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/challenge.json")) asked++;
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return {
    page,
    context,
    asked: () => asked,
    faults,
    [Symbol.asyncDispose]: () => context.close(),
  };
}

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel("Your name").fill("Ann O'Neil");
  await page.getByLabel("Email address", { exact: true }).fill(email);
  await page.getByLabel("Postcode", { exact: true }).fill("sw1a 1aa");
  await page.getByLabel(/^I sign this demand/).check();
}

// once it is sent it says “Signing…”
const send = (page: Page) => page.locator("[data-busy]").click();
const form = `/demands/${SLUG}`;
const moment = wordsFor("en").form.moment;

/** A network from which sixty have signed. */
async function busyNetwork(): Promise<string> {
  const rally = crowd(site);
  await rally.signOften(60);
  return rally.network;
}

test("in a crowd a slow phone solves its challenge while the form is filled in, and has its mail at once", async () => {
  await using phone = await phoneIn(await busyNetwork());
  const { page, asked, faults } = phone;
  await page.goto(form);
  expect(asked()).toBe(0);
  const email = someone();
  await fill(page, email);
  await send(page);
  await page.waitForURL(`**${SOON}`);
  expect(asked()).toBe(1);
  expect(await mailDelay(site, email)).toBe(0);
  expect(faults).toEqual([]);
});

test("where nothing is asked the page asks once and holds nothing back", async () => {
  await using phone = await phoneIn(crowd(site).network);
  const { page, asked } = phone;
  await page.goto(form);
  const email = someone();
  await fill(page, email);
  await send(page);
  await page.waitForURL(`**${SOON}`);
  expect(asked()).toBe(1);
});

test("who sends before the challenge is solved is told so, and it is sent when it is", async () => {
  await using phone = await phoneIn(await busyNetwork());
  const { page, faults } = phone;
  const { promise: until, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**/challenge.json*", async (route) => {
    await until;
    await route.continue();
  });
  await page.goto(form);
  const email = someone();
  await fill(page, email);
  await send(page);
  const told = page.getByRole("status").filter({ hasText: moment });
  await told.waitFor();
  await expectAccessible(page);
  // impatience changes nothing, on a button that says it is at work
  await page.locator("[data-busy]").click({ force: true });
  expect(page.url()).toContain(form);
  letGo();
  await page.waitForURL(`**${SOON}`);
  expect(await mailDelay(site, email)).toBe(0);
  expect(faults).toEqual([]);
});

test("a crowd that came after the form was begun is met when it is sent", async () => {
  const rally = crowd(site);
  await using phone = await phoneIn(rally.network);
  const { page, asked } = phone;
  await page.clock.install();
  await page.goto(form);
  const email = someone();
  await fill(page, email);
  await rally.signOften(60);
  await page.clock.fastForward("06:00");
  await send(page);
  await page.waitForURL(`**${SOON}`);
  expect(asked()).toBe(2);
  expect(await mailDelay(site, email)).toBe(0);
});

test("who goes back and signs again is asked again", async () => {
  await using phone = await phoneIn(await busyNetwork());
  const { page } = phone;
  for (const email of [someone(), someone()]) {
    await page.goto(form);
    await fill(page, email);
    await send(page);
    await page.waitForURL(`**${SOON}`);
    await page.goBack();
    await page.getByLabel("Email address", { exact: true }).fill(`again-${email}`);
    await page.getByLabel(/^I sign this demand/).check();
    await send(page);
    await page.waitForURL(`**${SOON}`);
    expect(await mailDelay(site, `again-${email}`)).toBe(0);
  }
});

test("who leaves a form that is held back, and comes back to it, sends it themselves", async () => {
  await using phone = await phoneIn(await busyNetwork());
  const { page } = phone;
  const { promise: until, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**/challenge.json*", async (route) => {
    await until;
    await route.continue();
  });
  await page.goto(form);
  await fill(page, someone());
  await send(page);
  const told = page.getByText(moment);
  await told.waitFor();
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  expect(await told.count()).toBe(0);
  const answered = page.waitForResponse("**/challenge.json*");
  letGo();
  await answered;
  await send(page);
  await page.waitForURL(`**${SOON}`);
});

test("without script the signing is taken, and the page says honestly that its mail comes later", async () => {
  await using phone = await phoneIn(await busyNetwork(), false);
  const { page } = phone;
  await page.goto(form);
  await fill(page, someone());
  await send(page);
  await page.waitForURL(`**${LATER}`);
  await page.getByRole("heading", { name: "Your link comes a little later" }).waitFor();
});

test.each(["no crypto", "no answer", "a wrong answer", "an answer that never comes"])(
  "a page with %s sends the form all the same",
  async (what) => {
    await using phone = await phoneIn(await busyNetwork());
    const { page } = phone;
    if (what === "no crypto") {
      await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, "subtle"));
    }
    await page.clock.install();
    await page.route("**/challenge.json*", async (route) => {
      if (what === "no answer") return route.abort();
      if (what === "a wrong answer") return route.fulfill({ status: 503, body: "busy" });
      if (what === "no crypto") throw new Error("asked for nothing");
    });
    await page.goto(form);
    await fill(page, someone());
    await send(page);
    if (what === "an answer that never comes") {
      await page.getByText(moment).waitFor();
      await page.clock.fastForward(21_000);
    }
    await page.waitForURL(`**${LATER}`);
  },
);

test("the page of the slow lane is accessible in every language and theme", async () => {
  for (const locale of locales)
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({ baseURL: site.base, colorScheme });
      const page = await context.newPage();
      await page.goto(`/${locale}${LATER}`);
      await page.getByRole("heading", { name: wordsFor(locale).later.title }).waitFor();
      await expectAccessible(page);
      await context.close();
    }
});
