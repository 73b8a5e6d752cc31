/** Searches: every word, in any order, in all that a thing says of itself, in any of our languages. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { finder, proseFinder, readSearch } from "#app/words/typed/search.ts";

import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const find = async (q: string) => {
  const response = await fetch(
    `${site.base}/petitions.json?q=${encodeURIComponent(q.toWellFormed())}`,
  );
  expect([q, response.status]).toEqual([q, 200]);
  const { data } = (await response.json()) as { data: { attributes: { action: string } }[] };
  return data.map(({ attributes }) => attributes.action);
};
const FREE = "Free the prisoners: all arrested and imprisoned protesters";

test("a petition is found by words of title, summary and text, in any order", async () => {
  for (const q of [
    "prisoners free",
    "protesters: the FREE",
    "zhanaozen",
    "10,000 detained prisoners",
    "torture gas imprisoned",
    "lawyer doctor",
    "  Free   the  ",
  ])
    expect([q, await find(q)]).toEqual([q, expect.arrayContaining([FREE])]);
  expect(await find("quashed free")).toEqual([FREE]);
  expect(await find("prisoners unicorns")).toEqual([]);
});

test("other forms of a word are found", async () => {
  for (const q of ["prisoner", "protesting freed", "sentenced quashed", "arresting"])
    expect([q, await find(q)]).toEqual([q, expect.arrayContaining([FREE])]);
  for (const q of ["prisoxyz", "prisonersxyz", "frex", "prisonerly"])
    expect([q, await find(q)]).toEqual([q, []]);
});

test("words of a translation find it, whichever language is asked in", async () => {
  const expected = expect.arrayContaining([FREE]) as string[];
  expect(await find("протестувальників звільнити")).toEqual(expected);
  expect(await find("ув'язнених арештованих")).toEqual(expected);
  expect(await find("КАТУВАННЯ")).toEqual(expected);
  for (const locale of ["en", "uk", "kk", "ru"] as const) {
    const texts = await site.db
      .selectFrom("demand_text")
      .innerJoin("demand", "demand.id", "demand_text.demand_id")
      .select(["title", "summary", "body"])
      .where("slug", "=", "free-the-prisoners")
      .where("locale", "=", locale)
      .executeTakeFirstOrThrow();
    const last = (text: string) => text.match(/\p{L}{4,}/gu)!.at(-1)!;
    const q = [last(texts.body), last(texts.title), last(texts.summary)].join(" ");
    expect([q, await find(q)]).toEqual([q, expected]);
    for (const language of ["en", "uk"]) {
      const { html } = await visitor(site.base, language).get(`/?q=${encodeURIComponent(q)}`);
      expect([q, html.includes("/demands/free-the-prisoners")]).toEqual([q, true]);
    }
  }
  // words of two languages are in no one text
  expect(await find("prisoners протестувальників")).toEqual([]);
});

test("the page of a state searches within it", async () => {
  const get = async (path: string) => (await visitor(site.base).get(path)).html;
  expect(await get("/?q=free+prisoners&state=open")).toContain("/demands/free-the-prisoners");
  expect(await get("/?q=free+prisoners&state=closed")).not.toContain("/demands/free-the");
});

test("nothing that can be typed breaks a search", async () => {
  const odd = [
    "%",
    "_",
    "\\",
    "'",
    '"',
    "''; drop table demand",
    "???",
    "—",
    "(",
    "[",
    "*",
    "\u{1f600}",
  ];
  for (const q of [...odd, "a & | ! <-> :*", "\\%", "\ud800", "x".repeat(5000), "а".repeat(500)]) {
    await find(q);
    for (const path of ["/", "/members", "/constituencies"]) {
      const query = encodeURIComponent(q.toWellFormed());
      const { status } = await visitor(site.base).get(`${path}?q=${query}`);
      expect([path, q.slice(0, 20), status]).toEqual([path, q.slice(0, 20), 200]);
    }
  }
  for (const q of ["%", "_", "???", "\\"]) expect([q, await find(q)]).toEqual([q, []]);
  expect((await fetch(`${site.base}/petitions.json?q=%00`)).status).toBe(400);
  expect((await fetch(`${site.base}/petitions.json?q=%ff`)).status).toBe(400);
});

test("members and constituencies are found by words in any order, of name, place and party", async () => {
  const { html } = await visitor(site.base).get("/members");
  const [, name] = /href="\/members\/\d+">([^<]+)</.exec(html)!;
  const backwards = name!.split(" ").toReversed().join(" ");
  const found = await visitor(site.base).get(`/members?q=${encodeURIComponent(backwards)}`);
  expect(found.html).toContain(name);
  const leeds = await visitor(site.base).get("/constituencies?q=headingley+specimen+leeds");
  expect(leeds.html).toContain("Leeds Central and Headingley");
  const none = await visitor(site.base).get("/constituencies?q=headingley+manchester");
  expect(none.html).not.toContain("Leeds Central and Headingley");
});

test("names are found without accents, apostrophes and hyphens, and no other names with them", () => {
  const finds = (q: string, ...texts: string[]) => finder(readSearch(q))(...texts);
  expect(finds("ynys mon", "Ynys Môn")).toBe(true);
  expect(finds("oneill", "Mary O’Neill")).toBe(true);
  expect(finds("O'Neill mary", "Mary O’Neill")).toBe(true);
  expect(finds("stoke-on-trent", "Stoke-on-Trent South")).toBe(true);
  expect(finds("south stoke", "Stoke-on-Trent South")).toBe(true);
  expect(finds("smith labour", "Ann Smith", "Labour")).toBe(true);
  expect(finds("smith tory", "Ann Smith", "Labour")).toBe(false);
  expect(finds("lancaster", "Lancashire West")).toBe(false);
  expect(finds("", "Anything")).toBe(true);
  expect(finds("protests", "protesting")).toBe(false);
});

test("prose is found by other forms of its words", () => {
  const forms = [
    ["protests", "protesting"],
    ["countries", "a country"],
    ["country", "countries"],
    ["arrested", "arrest"],
    ["losses", "loss"],
    ["free", "freedom"],
    ["лікарня", "до лікарні"],
    ["в'язнів", "з в’язнями"],
    ["вимоги", "вимогами"],
    ["войска", "войсками"],
    ["тұтқындардың", "тұтқындарды"],
    ["тұтқындар", "тұтқын"],
  ] as const;
  for (const [q, text] of forms) expect([q, proseFinder(q)(text)]).toEqual([q, true]);
  const others = [
    ["states", "a station"],
    ["prison", "prism"],
    ["general", "generation"],
    ["страна", "страх"],
  ] as const;
  for (const [q, text] of others) expect([q, proseFinder(q)(text)]).toEqual([q, false]);
});
