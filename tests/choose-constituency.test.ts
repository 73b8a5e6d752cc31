import { afterAll, beforeAll, expect, test } from "vitest";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { filled, linkIn, type Values, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const DEMAND = "free-the-prisoners";
const UNKNOWN = "AB10 1AB";
const GLASGOW = "S14000085";
let number = 0;
const someone = () => `chooser${++number}@example.org`;
const signings = async () => (await site.db.selectFrom("signing").select("id").execute()).length;

/** What a form of a page sends as it stands, with nothing chosen. */
function sentBy(html: string, holds: string): Values {
  const form = [...html.matchAll(/<form method="post".*?<\/form>/gs)]
    .map(([all]) => all)
    .find((all) => all.includes(holds))!;
  const values: Record<string, string[]> = {};
  for (const [, name, value] of form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
    (values[name!] ??= []).push(value!.replaceAll("&#x27;", "'"));
  return values;
}

test("an unknown postcode asks for the constituency alone, and carries everything typed along", async () => {
  const ann = visitor(site.base);
  const email = someone();
  const also = ["withdraw-the-troops", "russian-troops-out"];
  const typed = { ...filled, email, postcode: "ab101ab", also, updates: "yes", proof: "a.b" };
  const { status, html } = await ann.sign(DEMAND, { ...typed, other: "not ours" });
  expect(status).toBe(422);
  expect(html).toContain("We do not know the postcode AB10\u00a01AB.");
  expect(html).not.toContain("error-summary");
  // of what is seen: the choice and two buttons
  expect(html.match(/<input(?![^>]*type="hidden")/g)).toBeNull();
  expect(html).toMatch(/<select[^>]*id="constituency"[^>]*name="constituency"/);
  expect(html).toContain(`<option value="${GLASGOW}">Glasgow North</option>`);
  expect(html).toContain('<option value="unknown">');
  const carried = sentBy(html, "<select");
  expect(carried).toEqual({
    ...{ name: ["Ann O'Neil"], email: [email], country: ["GB"], postcode: ["ab101ab"] },
    ...{ consent: ["yes"], also, updates: ["yes"], proof: ["a.b"] },
  });
  const taken = await ann.post(`/demands/${DEMAND}/sign`, { ...carried, constituency: GLASGOW });
  expect([taken.status, taken.location]).toEqual([303, `/demands/${DEMAND}/check-your-inbox`]);
  const confirm = await ann.get(linkIn((await ann.mails(email))[0]!, "/confirm/"));
  for (const held of ["Glasgow North", ...also]) expect(confirm.html).toContain(held);
});

test("what is sent again and again is carried once", async () => {
  const again = <T>(times: number, make: (n: number) => T) =>
    Array.from({ length: times }, (_, n) => make(n));
  const also = again(1_000, () => "withdraw-the-troops");
  const proof = again(3_000, String);
  const typed = { ...filled, email: someone(), postcode: UNKNOWN, also, proof };
  const { status, html } = await visitor(site.base).sign(DEMAND, typed);
  expect(status).toBe(422);
  // in each of two forms
  expect(html.match(/name="also"/g)).toHaveLength(2);
  expect(html.match(/name="proof"/g)!.length).toBeLessThanOrEqual(2);
});

test("who chooses nothing, or what is no constituency, is told so and asked again", async () => {
  const ann = visitor(site.base);
  const before = await signings();
  for (const constituency of ["", "E99999999", "Glasgow", ["S14000085", "unknown"]]) {
    const email = someone();
    const again = await ann.sign(DEMAND, { email, postcode: UNKNOWN, constituency });
    expect(again.status).toBe(422);
    expect(again.html).toContain('<a href="#constituency">');
    expect(again.html).toMatch(/<select[^>]*aria-invalid="true"/);
    expect(sentBy(again.html, "<select")).toMatchObject({ email: [email] });
  }
  expect(await signings()).toBe(before);
});

test("where more is wrong the form asks for that first, and a constituency chosen is not asked for twice", async () => {
  const ann = visitor(site.base);
  const form = await ann.sign(DEMAND, { name: "", postcode: UNKNOWN, constituency: GLASGOW });
  expect(form.status).toBe(422);
  expect(form.html).toContain('<a href="#name">');
  expect(form.html).not.toContain('<option value="S14');
  expect(sentBy(form.html, "data-sign")).toEqual({
    ...{ words: ["1"], constituency: [GLASGOW], abroad: ["no"] },
  });
  const bad = await ann.sign(DEMAND, { name: "", postcode: UNKNOWN, constituency: "Glasgow" });
  expect(bad.html).not.toContain("#constituency");
  expect(sentBy(bad.html, "data-sign")).toEqual({ words: ["1"], abroad: ["no"] });
});

test("the way back gives the form with all that was typed, and stores nothing", async () => {
  const ann = visitor(site.base);
  const before = await signings();
  const also = ["withdraw-the-troops"];
  const asked = await ann.sign(DEMAND, { email: "kept@example.org", postcode: UNKNOWN, also });
  const back = sentBy(asked.html, "Correct the postcode");
  const form = await ann.post(`/demands/${DEMAND}/sign`, back);
  expect(form.status).toBe(422);
  expect(form.html).toContain('<a href="#postcode">');
  for (const kept of ["kept@example.org", UNKNOWN]) expect(form.html).toContain(`value="${kept}"`);
  expect(form.html).toMatch(/id="also-withdraw-the-troops"[^>]*checked/);
  expect(form.html).not.toContain('name="intent"');
  expect(await signings()).toBe(before);
});

test("a demand that is closed meanwhile says so, not which constituency", async () => {
  const ann = visitor(site.base);
  await site.db
    .updateTable("demand")
    .set({ state: "closed", closed_at: new Date() })
    .where("slug", "=", "condemn-the-crackdown")
    .execute();
  expect((await ann.sign("condemn-the-crackdown", { postcode: UNKNOWN })).status).toBe(410);
});

test("the choice is accessible in every language, light and dark, with a script and without", async () => {
  const browser = await openBrowser();
  try {
    for (const [language, colorScheme, javaScriptEnabled] of [
      ["en", "light", true],
      ["uk", "dark", false],
      ["kk", "light", false],
      ["ru", "dark", true],
    ] as const) {
      const context = await browser.newContext({
        ...{ colorScheme, javaScriptEnabled, baseURL: site.base },
        viewport: { width: 360, height: 740 },
      });
      const page = await context.newPage();
      await page.goto(`/${language}/demands/${DEMAND}/sign`);
      await page.locator("#name").fill("Ann O'Neil");
      await page.locator("#email").fill(someone());
      await page.locator("#postcode").fill(UNKNOWN);
      await page.locator("#consent").check();
      await page.locator("form[data-sign] button").click();
      await page.locator("#constituency").waitFor();
      if (javaScriptEnabled) await expectAccessible(page);
      const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(wide).toBe(0);
      const [sign] = await page.locator("main button").all();
      await sign!.click();
      await page.locator(".error-summary").waitFor();
      if (javaScriptEnabled) {
        expect(await page.evaluate("document.activeElement.className")).toBe("error-summary");
        await expectAccessible(page);
      }
      await page.locator("#constituency").selectOption(GLASGOW);
      await page.locator("main button").first().click();
      await page.waitForURL("**/check-your-inbox");
      await context.close();
    }
  } finally {
    await browser.close();
  }
});
