/** A form whose hidden field a browser has filled is asked one question, and never lost. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { wordsFor } from "#app/words/words.ts";
import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { filled, linkIn, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const SLUG = "free-the-prisoners";
let number = 0;
const someone = () => `chance${++number}@example.org`;
const count = async () => (await site.db.selectFrom("signing").select("id").execute()).length;

/** The hidden field as a program finds it in the page. */
async function trapIn(path: string) {
  const { html } = await visitor(site.base).get(path);
  const hidden = /<div class="honeypot".*?<\/div>/s.exec(html)![0];
  return { hidden, name: /<input[^>]* name="([^"]+)"/.exec(hidden)![1]! };
}

/** What browsers and password managers look for in a field's name, id and label (Chromium's autofill_regex_constants, Bitwarden's autofill-constants). */
const known =
  /name|mail|phone|mobile|tel|fax|address|street|city|town|state|county|region|country|location|zip|post|code|company|business|org|firm|site|web|url|link|home|user|login|account|pass|card|cvc|otp|pin|search|query|find|title|birth|age|gender|sex|comment|message|subject/i;

test("the hidden field has a name and a label that nothing fills in, and says what to do where it is seen", async () => {
  for (const locale of ["en", "uk", "kk", "ru"] as const) {
    const { hidden, name } = await trapIn(`/${locale}/demands/${SLUG}/sign`);
    expect(name).not.toMatch(known);
    expect(hidden).toContain(wordsFor(locale).form.trap);
    expect(wordsFor("en").form.trap).not.toMatch(known);
    expect(hidden).toMatch(/aria-hidden="true"/);
    expect(hidden).toMatch(/inert=""/);
    expect(hidden).toMatch(/tabindex="-1"/i);
  }
});

test("a form whose hidden field is filled comes back with one question, and one answer sends it", async () => {
  const { name } = await trapIn(`/demands/${SLUG}`);
  for (const locale of ["en", "uk", "kk", "ru"] as const) {
    const words = wordsFor(locale);
    const email = someone();
    const before = await count();
    const path = `/${locale}/demands/${SLUG}/sign`;
    const sent = {
      ...filled,
      email,
      name: "Олена & Co",
      also: ["russian-troops-out"],
      updates: "yes",
    };
    const ann = visitor(site.base);
    const asked = await ann.post(path, { ...sent, [name]: "https://example.org" });
    expect([asked.status, await count()]).toEqual([422, before]);
    expect(asked.headers.get("set-cookie")).toBeNull();
    expect(asked.html).toContain(words.problems["person-tick"]);
    expect(asked.html).toContain(words.problems.kept);
    expect(asked.html.match(/<input[^>]* name="person"/g)).toHaveLength(1);
    expect(asked.html).not.toContain('class="honeypot"');
    for (const value of [email, "Олена &amp; Co", "SW1A 1AA"])
      expect(asked.html).toContain(`value="${value}"`);
    for (const ticked of ["also-russian-troops-out", "consent", "updates"])
      expect(asked.html).toMatch(new RegExp(`<input[^>]*id="${ticked}"[^>]*checked`));
    const still = await ann.post(path, { ...sent, asked: "yes" });
    expect([still.status, await count()]).toEqual([422, before]);
    const answered = await ann.post(path, { ...sent, asked: "yes", person: "yes" });
    expect([answered.status, answered.location]).toEqual([
      303,
      `/${locale}/demands/${SLUG}/check-your-inbox`,
    ]);
    expect(linkIn((await ann.mails(email))[0]!, "/confirm/")).toContain("/confirm/");
  }
});

test("the question stays answered while something else is wrong, and over the choice of a constituency", async () => {
  const { name } = await trapIn(`/demands/${SLUG}`);
  const ann = visitor(site.base);
  const both = await ann.sign(SLUG, { email: "no", [name]: " " });
  expect(both.status).toBe(422);
  expect(both.html).toContain(wordsFor("en").problems["email-form"]);
  expect(both.html).toContain(wordsFor("en").problems["person-tick"]);
  const wrong = await ann.sign(SLUG, { email: "no", asked: "yes", person: "yes" });
  expect(wrong.html).toMatch(/<input[^>]*id="person"[^>]*checked/);
  expect(wrong.html).not.toContain(wordsFor("en").problems["person-tick"]);
  const choice = await ann.sign(SLUG, {
    ...{ email: someone(), postcode: "AB10 1AB", [name]: "x", person: "yes" },
  });
  expect(choice.html).toMatch(/<select[^>]*name="constituency"/);
  expect(choice.html).toMatch(/<input type="hidden" name="person" value="yes"/);
});

test("a field of an earlier form, and any that is not known, is ignored", async () => {
  for (const field of ["website", "url", "company", "fax"]) {
    const email = someone();
    const ann = visitor(site.base);
    expect((await ann.sign(SLUG, { email, [field]: "https://example.org" })).status).toBe(303);
    await ann.mails(email);
  }
});

test("how often is asked, and how often a person answers, is counted", async () => {
  const { name } = await trapIn(`/demands/${SLUG}`);
  const read = async () => {
    const text = await (await fetch(`${site.base}/metrics`)).text();
    return ["asked", "answered"].map((outcome) =>
      Number(
        new RegExp(`signing_question_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1] ?? 0,
      ),
    );
  };
  const [asked, answered] = await read();
  await visitor(site.base).sign(SLUG, { email: someone(), [name]: "x" });
  await visitor(site.base).sign(SLUG, { email: someone(), asked: "yes", person: "yes" });
  expect(await read()).toEqual([asked! + 1, answered! + 1]);
});

/** Fills in the form as people do, and the hidden field as a browser does. */
async function fillIn(page: Page, email: string) {
  await page.locator("#name").fill("Ann O'Neil");
  await page.locator("#email").fill(email);
  await page.locator("#postcode").fill("SW1A 1AA");
  await page.locator("#consent").check();
  await page.locator(".honeypot input").evaluate((field: HTMLInputElement) => {
    field.value = "https://example.org";
  });
}

test("a person in a browser answers with the keyboard alone, with script and without", async () => {
  const browser = await openBrowser();
  try {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled, baseURL: site.base });
      const page = await context.newPage();
      const locale = javaScriptEnabled ? "en" : "kk";
      await page.goto(`/${locale}/demands/${SLUG}/sign`);
      const email = someone();
      await fillIn(page, email);
      await page.locator("form[data-sign] button[type=submit]").click();
      await page.locator("#person").waitFor();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.locator('.error-summary a[href="#person"]').focus();
      await page.keyboard.press("Enter");
      await page.locator("#person").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/check-your-inbox");
      await visitor(site.base).mails(email);
      await context.close();
    }
  } finally {
    await browser.close();
  }
});

test("what a browser knows of a person goes into the fields that are seen and not into the hidden one", async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.base}/demands/${SLUG}/sign`);
    const reached: string[] = [];
    await page.locator("#name").focus();
    for (let n = 0; n < 40; n++) {
      reached.push(await page.evaluate(() => document.activeElement?.id ?? ""));
      await page.keyboard.press("Tab");
    }
    const { name } = await trapIn(`/demands/${SLUG}/sign`);
    expect(reached).toContain("postcode");
    expect(reached).not.toContain(name);
    expect(await page.getByRole("textbox", { name: wordsFor("en").form.trap }).count()).toBe(0);
    // what is inert takes no focus from a script either, and autofill passes over it
    expect(
      await page.locator(".honeypot input").evaluate((field: HTMLInputElement) => {
        field.focus();
        return document.activeElement === field;
      }),
    ).toBe(false);
  } finally {
    await browser.close();
  }
});
