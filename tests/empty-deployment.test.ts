/** A deployment starts empty: its pages say so, and programs get empty lists. */
import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

import { siteEnvironment, startEmptySite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

const empty = {
  en: "No demand is open yet.",
  uk: "Поки що немає жодної відкритої вимоги.",
  kk: "Әзірге ашық талап жоқ.",
  ru: "Пока нет ни одного открытого требования.",
};

test("nothing is seeded, and every public page reads well in every language", async () => {
  await using site = await startEmptySite();
  const reader = visitor(site.base);
  for (const [locale, sentence] of Object.entries(empty)) {
    const { status, html } = await reader.get(`/${locale}/`);
    expect([locale, status, html.includes(sentence)]).toEqual([locale, 200, true]);
    // there is nothing to look for
    expect(html).not.toContain('role="search"');
    expect(html).not.toMatch(/\b0 (signatures|підписів|қол|подписей)/);
    for (const path of ["/constituencies", "/members", "/letters", "/about", "/privacy", "/manage"])
      expect([path, (await reader.get(`/${locale}${path}`)).status]).toEqual([path, 200]);
  }
  // who looks for something is told that nothing fits
  const looking = (await reader.get("/en/?q=prisoners")).html;
  expect(looking).not.toContain(empty.en);
  expect(looking).toContain('role="search"');
  expect((await reader.get("/demands/free-the-prisoners")).status).toBe(404);
});

test("programs get empty lists and a feed that holds", async () => {
  await using site = await startEmptySite();
  const reader = visitor(site.base);
  expect(await reader.json("/petitions.json")).toMatchObject({ data: [] });
  expect(await reader.json("/trending.json")).toMatchObject({ data: [] });
  expect((await reader.get("/petitions.csv")).status).toBe(200);
  const { html } = await reader.get("/demands.atom");
  expect(html).toMatch(/^<\?xml version="1\.0"[^]*<updated>[^<]+<\/updated>\s*<\/feed>\s*$/);
  expect(html).toContain("<title>Solidarity with Kazakhstan</title>");
});

test("the founding demands come where somebody asks for them, and nothing invented with them", async () => {
  await using site = await startEmptySite();
  const seed = (...args: string[]) =>
    spawnSync(process.execPath, ["app/commands/seed.ts", ...args], {
      encoding: "utf8",
      env: { ...process.env, ...siteEnvironment(site.database.url, 1) },
    });
  const plain = seed();
  expect([plain.status, plain.stdout]).toEqual([0, expect.stringContaining("starts empty")]);
  expect(await site.db.selectFrom("demand").select("id").execute()).toEqual([]);
  expect(seed("--founding")).toMatchObject({ status: 0, stdout: "Added 5 demands.\n" });
  expect(seed("--founding")).toMatchObject({ status: 0, stdout: "Nothing is empty.\n" });
  expect(seed("founding")).toMatchObject({ status: 2 });
  expect(await site.db.selectFrom("member").select("id").execute()).toEqual([]);
  expect((await visitor(site.base).get("/demands/free-the-prisoners")).status).toBe(200);
});
