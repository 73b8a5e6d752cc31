/** Who lives in Jersey, in Gibraltar or at a forces' address is not asked which of 650 seats is theirs. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { countryName } from "#app/places/country.ts";
import type { Words } from "#app/words/en.ts";
import { wordsFor } from "#app/words/words.ts";

import { openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const SLUG = "russian-troops-out";
let number = 0;
const someone = () => `island${++number}@example.org`;
const placeOf = async (email: string) => {
  const ann = visitor(site.base);
  const link = linkIn((await ann.mails(email))[0]!, "/confirm/");
  const shown = await ann.get(link);
  await ann.post(link, {});
  return shown.html;
};
const places = async () =>
  (
    await site.db.selectFrom("signature").select("place").orderBy("confirmed_at", "desc").execute()
  ).map(({ place }) => place);

test("a postcode outside the kingdom is counted for its country, which the confirmation shows", async () => {
  const known = {
    ...{ "JE2 3AB": "JE", "gy1-1aa": "GG", "IM1 1AA": "IM", "GX11 1AA": "GI" },
    ...{ "FIQQ 1ZZ": "FK", "STHL 1ZZ": "SH", ASCN1ZZ: "SH", "TDCU 1ZZ": "SH" },
  };
  for (const [postcode, country] of Object.entries(known)) {
    for (const constituency of ["", "E14001172"]) {
      const email = someone();
      const sent = await visitor(site.base).sign(SLUG, { email, postcode, constituency });
      expect([postcode, sent.status]).toEqual([postcode, 303]);
      expect(await placeOf(email)).toContain(countryName(country, "en"));
      expect((await places())[0]).toBe(country);
    }
  }
});

test("who chooses one of these countries needs no postcode, and may give one", async () => {
  for (const country of ["JE", "GG", "IM", "GI"])
    for (const postcode of ["", "JE2 3AB", "anything"]) {
      const email = someone();
      const sent = await visitor(site.base).sign(SLUG, { email, country, postcode });
      expect(sent.status).toBe(303);
      await placeOf(email);
      expect((await places())[0]).toBe(country);
    }
});

test("a forces' address is counted without a constituency, or for the one that is said", async () => {
  for (const locale of ["en", "uk", "kk", "ru"] as const) {
    const asked = await visitor(site.base).post(`/${locale}/demands/${SLUG}/sign`, {
      ...{ name: "Ann", email: someone(), country: "GB", postcode: "BF1 2AT", consent: "yes" },
    });
    expect(asked.status).toBe(422);
    expect(asked.html).toContain(wordsFor(locale).choice.forces);
  }
  for (const [postcode, constituency, place] of [
    ["BF1 2AT", "unknown", "GB"],
    ["BF1 2AT", "E14001172", "E14001172"],
    ["BFPO 57", "", "GB"],
    ["BFPO 57", "E14001172", "E14001172"],
  ] as const) {
    const email = someone();
    const sent = await visitor(site.base).sign(SLUG, { email, postcode, constituency });
    expect([postcode, sent.status]).toEqual([postcode, 303]);
    await placeOf(email);
    expect((await places())[0]).toBe(place);
  }
});

test("the form says in four languages what is wrong with a postcode", async () => {
  const wrong = {
    ...{ "SWIA 1AA": "postcode-digits", SW1A: "postcode-part", "СВ1А 1АА": "postcode-letters" },
    ...{ "D02 AF30": "postcode-eircode", "01001": "postcode-form", "\u200b": "postcode-missing" },
  };
  for (const locale of ["en", "uk", "kk", "ru"] as const)
    for (const [postcode, problem] of Object.entries(wrong) as [
      string,
      keyof Words["problems"],
    ][]) {
      const sent = await visitor(site.base).post(`/${locale}/demands/${SLUG}/sign`, {
        ...{ name: "Ann", email: someone(), country: "GB", postcode, consent: "yes" },
      });
      expect(sent.status).toBe(422);
      expect(sent.html).toContain(wordsFor(locale).problems[problem]);
    }
});

test("the look-up tells programs which country it is, and reads a postcode as the form does", async () => {
  const ann = visitor(site.base);
  const lookUp = async (typed: string) => {
    const { status, html } = await ann.get(`/postcodes/${encodeURIComponent(typed)}.json`);
    return [status, JSON.parse(html)] as unknown;
  };
  expect(await lookUp("JE23AB")).toEqual([200, { country: "JE", name: "Jersey" }]);
  const westminster = { ons_code: "E14001172", name: "Cities of London and Westminster" };
  for (const typed of ["SW1A1AA", "sw1a-1aa", "SW1A–1AA", "SW1A 1AA."])
    expect(await lookUp(typed)).toEqual([200, westminster]);
  expect(await lookUp("SWIA1AA")).toMatchObject([404, {}]);
});

test("a search for such a postcode says where it lies, and a dash hinders none", async () => {
  const ann = visitor(site.base);
  for (const list of ["constituencies", "members"])
    for (const locale of ["en", "uk", "kk", "ru"] as const) {
      const { html } = await ann.get(`/${locale}/${list}?q=IM1%201AA`);
      const said = wordsFor(locale).form.elsewhere(countryName("IM", locale));
      expect(html).toContain(said);
    }
  const found = await ann.get("/constituencies?q=SW1A%E2%80%931AA.");
  expect([found.status, found.location]).toEqual([303, "/constituencies/E14001172"]);
});

test("the form names the country while one types, in the page's language", async () => {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    for (const locale of ["en", "uk", "kk", "ru"] as const) {
      await page.goto(`${site.base}/${locale}/demands/${SLUG}/sign`);
      await page.locator("#postcode").fill("je2-3ab");
      const said = wordsFor(locale).form.elsewhere(countryName("JE", locale));
      await page.getByText(said).waitFor();
      await page.locator("#postcode").fill("SW1A–1AA.");
      await page
        .getByText(wordsFor(locale).form.postcodeFound("Cities of London and Westminster"))
        .waitFor();
    }
  } finally {
    await browser.close();
  }
});
