/** What the script adds to the signing form: mistakes told as one types, one press, and nothing lost with the line. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { PRESS } from "#app/live/signing/told.ts";
import { findMeant } from "#app/live/signing/mistyped.ts";
import { wordsFor } from "#app/words/words.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const PATH = "/demands/free-the-prisoners";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const open = async (path: string) => {
  const page = await browser.newPage({ baseURL: site.base, viewport: { width: 360, height: 740 } });
  await page.goto(path);
  return page;
};

/** As somebody types and goes on to the next field. */
async function type(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).fill(text);
  await page.locator(`#${id}`).blur();
}

async function fill(page: Page, email: string): Promise<void> {
  await type(page, "name", "Ann O'Neil");
  await type(page, "email", email);
  await type(page, "postcode", "SW1A 1AA");
  await page.locator("#consent").check();
}

const button = (page: Page) => page.locator("#sign button[type=submit]");
const kept = (page: Page) => page.evaluate(() => ({ ...sessionStorage }));

test("a domain one letter off, or with an end that is none, is taken for the one that was meant, and no other", () => {
  const meant = {
    ...{ "a@gmial.com": "a@gmail.com", "a@gmai.com": "a@gmail.com", "a@gmail.con": "a@gmail.com" },
    ...{ "A.B@Gmaill.com": "A.B@gmail.com", "a@gnail.com": "a@gmail.com" },
    ...{ "a@gmil.con": "a@gmail.com", "a@hotmial.co.uk": "a@hotmail.co.uk" },
    ...{
      "a@outlok.com": "a@outlook.com",
      "a@yahooo.com": "a@yahoo.com",
      "a@iclod.com": "a@icloud.com",
    },
    ...{
      "a@yandex.tu": "a@yandex.ru",
      "a@charity.con": "a@charity.com",
      "a@gmailcom": "a@gmail.com",
    },
  };
  for (const [typed, right] of Object.entries(meant))
    expect([typed, findMeant(typed)]).toEqual([typed, right]);
  const good = [
    "gmail.com",
    "ymail.com",
    "mail.com",
    "gmx.net",
    "hotmail.fr",
    "example.org",
    "me.com",
    "live.com",
  ];
  for (const domain of [
    ...good,
    "GMAIL.COM",
    "mail.ru",
    "male.ru",
    "yandex.uz",
    "mail.kg",
    "inbox.eu",
    "i.ua",
    "a.ua",
    "aol.de",
    "cam.ac.uk",
    "",
  ])
    expect([domain, findMeant(`a@${domain}`)]).toEqual([domain, undefined]);
  for (const typed of ["", "@gmial.com", "gmial.com"]) expect(findMeant(typed)).toBeUndefined();
});

test.each(["en", "uk", "kk", "ru"] as const)(
  "in %s a field that is left wrong says so in the server’s words, and stops as soon as it is right",
  async (locale) => {
    const { problems } = wordsFor(locale);
    const page = await open(`/${locale}${PATH}`);
    const told = (id: string) => page.locator(`#${id}-problem`);
    // passing through, and typing, is no mistake
    await page.locator("#name").focus();
    await page.locator("#email").pressSequentially("ann");
    expect(await page.locator(".problem").count()).toBe(0);
    await type(page, "email", "ann@");
    await expect.poll(() => told("email").textContent()).toBe(problems["email-form"]);
    expect(await page.locator("#email").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("#email").getAttribute("aria-describedby")).toBe(
      "email-hint email-problem",
    );
    await type(page, "postcode", "SW1A");
    await expect.poll(() => told("postcode").textContent()).toBe(problems["postcode-part"]);
    await type(page, "postcode", "SWIA 1AA");
    await expect.poll(() => told("postcode").textContent()).toBe(problems["postcode-digits"]);
    await type(page, "name", "=Ann");
    await expect.poll(() => told("name").textContent()).toBe(problems["name-sign"]);
    await type(page, "name", "");
    await expect.poll(() => told("name").textContent()).toBe(problems["name-missing"]);
    await expectAccessible(page);
    await page.locator("#email").pressSequentially("example.org");
    await expect.poll(() => told("email").count()).toBe(0);
    expect(await page.locator("#email").getAttribute("aria-invalid")).toBeNull();
    await expect.poll(() => page.locator(".wrong").count()).toBe(2);
    await page.close();
  },
);

test("what the server takes, the script finds nothing wrong with", async () => {
  const page = await open(PATH);
  const ann = visitor(site.base);
  const odd = [
    "<ann@example.org>",
    "ann @ example.org",
    "mailto:ann@example.org",
    "ann＠example．org",
    "«ann@example.org»",
    "o'neil@пошта.укр",
  ];
  for (const email of odd) {
    expect([email, (await ann.sign("free-the-prisoners", { email })).status]).toEqual([email, 303]);
    await type(page, "email", email);
    // it is told once one has left the field for a moment
    await sleep(2 * PRESS);
    expect([email, await page.locator("#email-problem").count()]).toEqual([email, 0]);
  }
  await page.close();
});

test("a mistyped domain is asked about, and a press corrects it, also on the page of a form that was refused", async () => {
  const page = await open(PATH);
  await type(page, "email", "ann@gmial.com");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Did you mean ann@gmail.com?" }).click();
  expect(await page.locator("#email").inputValue()).toBe("ann@gmail.com");
  expect(await page.locator(".meant button").count()).toBe(0);
  await type(page, "email", "ann@hotmial.com");
  await button(page).click();
  await page.getByRole("heading", { name: "Something is missing" }).waitFor();
  await page.getByRole("button", { name: "Did you mean ann@hotmail.com?" }).click();
  expect(await page.locator("#email").inputValue()).toBe("ann@hotmail.com");
  await page.close();
});

test("the button says that it is at work, is pressed once, and is itself again for who comes back", async () => {
  const page = await open(PATH);
  await fill(page, "once@example.org");
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  const said = await button(page).evaluate((pressed: HTMLButtonElement) => {
    const texts = [pressed.textContent];
    for (let n = 0; n < 3; n++) {
      pressed.click();
      texts.push(pressed.textContent);
    }
    return texts;
  });
  expect(said).toEqual(["Sign", "Signing…", "Signing…", "Signing…"]);
  await page.waitForURL("**/check-your-inbox");
  expect(posts).toBe(1);
  // which inbox, for this page; the rest is forgotten
  expect(await kept(page)).toEqual({ inbox: "once@example.org" });
  await page.goBack();
  await page.getByRole("button", { name: "Sign", exact: true }).waitFor();
  await page.close();
});

test("a form that could not be taken is found again as it was typed", async () => {
  const page = await open(PATH);
  await fill(page, "busy@example.org");
  const script = await page.locator("script[src]").getAttribute("src");
  const body = `<!doctype html><a href="" data-broken="">Again</a><script type="module" src="${script}"></script>`;
  await page.route("**/sign", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body }),
  );
  await button(page).click();
  await page.waitForURL("**/sign");
  await page.unroute("**/sign");
  await page.getByRole("link", { name: "Again" }).click();
  await expect
    .poll(() => page.locator("form.signing #email").inputValue())
    .toBe("busy@example.org");
});

test("a line that breaks loses nothing that was typed, and never brings back the consent", async () => {
  const page = await open(PATH);
  await fill(page, "broken@example.org");
  await page.route("**/sign", (route) => route.abort("internetdisconnected"));
  await Promise.all([
    page.waitForEvent("requestfailed"),
    button(page).click({ noWaitAfter: true }),
  ]);
  await page.unroute("**/sign");
  // with nothing that the browser itself may keep
  await page.goto(PATH);
  expect(await page.locator("#name").inputValue()).toBe("Ann O'Neil");
  expect(await page.locator("#email").inputValue()).toBe("broken@example.org");
  expect(await page.locator("#postcode").inputValue()).toBe("SW1A 1AA");
  expect(await page.locator("#consent").isChecked()).toBe(false);
  expect(Object.keys(await kept(page))).toEqual(["inbox"]);
  await page.locator("#consent").check();
  await page.getByLabel("I live outside the UK").check();
  await page.locator("#country").selectOption("KZ");
  await page.route("**/sign", (route) => route.abort("internetdisconnected"));
  await Promise.all([
    page.waitForEvent("requestfailed"),
    button(page).click({ noWaitAfter: true }),
  ]);
  await page.unroute("**/sign");
  await page.goto(`/kk${PATH}`);
  expect(await page.locator("#country").inputValue()).toBe("KZ");
  expect(await page.locator("#country").isVisible()).toBe(true);
  await page.locator("#consent").check();
  await button(page).click();
  await page.waitForURL("**/check-your-inbox");
  expect(await kept(page)).toEqual({ inbox: "broken@example.org" });
  await page.goto(PATH);
  expect(await page.locator("#name").inputValue()).toBe("");
  const link = linkIn((await visitor(site.base).mails("broken@example.org"))[0]!, "/confirm/");
  await page.goto(link);
  await page.locator("main button").click();
  await page.waitForURL("**/signed");
  await page.close();
});

test("a browser that keeps nothing signs all the same", async () => {
  const page = await browser.newPage({ baseURL: site.base });
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(PATH);
  await fill(page, "private@example.org");
  await button(page).click();
  await page.waitForURL("**/check-your-inbox");
  expect(faults).toEqual([]);
  await page.close();
});
