/** What a demand is passed on with, as it is seen: the page to share from, the poster on paper, the frame elsewhere. */
import http from "node:http";
import type { AddressInfo } from "node:net";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { locales } from "#app/words/locale.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { type Site, startSite } from "./support/server.ts";

const SLUG = "free-the-prisoners";
const DEMAND = `/demands/${SLUG}`;
/** Longer than organisers can type, in words of every length. */
const LONG = {
  en: "Stop internationalisation of unaccountable institutions ".repeat(6).slice(0, 300),
  uk: "Зупинити переслідування журналістів і розслідувати вбивства ".repeat(6).slice(0, 300),
  kk: "Халықаралық тәуелсіз тергеу өткізілсін, жауапкершіліктен ешкім құтылмасын "
    .repeat(6)
    .slice(0, 300),
  ru: "Прекратить преследование несанкционированных демонстрантов ".repeat(6).slice(0, 300),
};

let site: Site;
let browser: Browser;
let page: Page;
const said: string[] = [];
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  page = await (await browser.newContext({ baseURL: site.base })).newPage();
  page.on("console", (message) => said.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const setTitles = async (titles: Partial<Record<string, string>>, summary: string) => {
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  for (const locale of locales)
    await site.db
      .updateTable("demand_text")
      .set({ title: titles[locale]!, summary })
      .where("demand_id", "=", id)
      .where("locale", "=", locale)
      .execute();
  // pages are kept for a moment
  await new Promise((resolve) => setTimeout(resolve, 1_100));
};

const PATHS = [`${DEMAND}/share?server=x`, `${DEMAND}/poster`, `/embed/${SLUG}`, DEMAND];

test("nothing that these pages have is refused by their own policy, in Chromium", async () => {
  for (const path of PATHS) await page.goto(path);
  const cdp = await page.context().newCDPSession(page);
  await page.goto(DEMAND);
  const { errors, url } = await cdp.send("Page.getAppManifest");
  expect([errors, url]).toEqual([[], `${site.base}/en/manifest.webmanifest`]);
  expect(said).toEqual([]);
});

test("the sitemap is well-formed XML", async () => {
  await page.goto("/about");
  const xml = await (await fetch(`${site.base}/sitemap.xml`)).text();
  const root = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, "application/xml");
    return [documentElement.localName, documentElement.namespaceURI];
  }, xml);
  expect(root).toEqual(["urlset", "http://www.sitemaps.org/schemas/sitemap/0.9"]);
});

test.each([
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 320 },
] as const)(
  "axe finds nothing, and nothing is wider than the screen ($colorScheme, $width px)",
  async (look) => {
    await setTitles(LONG, "As long as it was.");
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.setViewportSize({ width: look.width, height: 800 });
    for (const path of PATHS)
      for (const locale of ["en", "kk"]) {
        await page.goto(`/${locale}${path}`);
        await expectAccessible(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([locale, path, width]).toEqual([locale, path, look.width]);
      }
  },
);

/** The pages of a PDF of Chromium's. */
const countSheets = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)!.length;

test.each([
  ["a short title", { en: "Free them", uk: "Звільніть їх", kk: "Босатыңдар", ru: "Свободу" }, ""],
  [
    "a long one and a long reason",
    LONG,
    "Because of this and that, as everybody knows. ".repeat(8),
  ],
])(
  "the poster is one sheet of A4 in each language, and all of it is seen: %s",
  async (_, titles, reason) => {
    await setTitles(titles, reason);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    for (const locale of locales) {
      await page.goto(`/${locale}${DEMAND}/poster`);
      expect([locale, countSheets(await page.pdf({ preferCSSPageSize: true }))]).toEqual([
        locale,
        1,
      ]);
      const cut = await page.evaluate(() => {
        const poster = document.querySelector(".poster")!;
        const box = poster.getBoundingClientRect();
        return [...poster.querySelectorAll("p, h1, svg")]
          .filter((element) => {
            const { bottom, right } = element.getBoundingClientRect();
            const isCut =
              element.scrollHeight > element.clientHeight + 2 ||
              element.scrollWidth > element.clientWidth + 2;
            return bottom > box.bottom || right > box.right || (element.tagName !== "svg" && isCut);
          })
          .map((element) => element.outerHTML.slice(0, 80));
      });
      expect([locale, cut]).toEqual([locale, []]);
    }
    await page.emulateMedia({ media: null });
  },
);

test("the frame is seen on another site, and its link opens the demand beside it", async () => {
  const other = http.createServer((_, res) => {
    res.setHeader("Content-Type", "text/html");
    res.end(`<iframe src="${site.base}/en/embed/${SLUG}" width="480" height="440"></iframe>`);
  });
  await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
  await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  expect(await frame.locator(".big-count").innerText()).toContain("signatures");
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    frame.getByRole("link", { name: "Read and sign" }).click(),
  ]);
  await opened.waitForLoadState();
  expect(opened.url()).toBe(`${site.base}/en${DEMAND}?from=embed`);
  await opened.close();
  other.close();
  expect(said).toEqual([]);
});

test("what is asked for by name of a server leads there, without a script too", async () => {
  const context = await browser.newContext({ baseURL: site.base, javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`/uk${DEMAND}/share`);
  await plain.locator("#server").fill("@me@mastodon.social");
  await plain.locator("#mastodon button").click();
  const link = await plain.locator("#mastodon a.button").getAttribute("href");
  expect(link).toMatch(/^https:\/\/mastodon\.social\/share\?text=/);
  expect(new URL(link!).searchParams.get("text")).toContain(`/uk${DEMAND}?from=mastodon`);
  await context.close();
});
