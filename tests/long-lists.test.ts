import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import { raw } from "./support/raw.ts";
import { seedDemand, seedHouse } from "./support/house.ts";
import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
  // as many seats as the House of Commons has, beside those of the demo
  await seedHouse(site.db, 640);
  await seedDemand(site.db, "counted", "Counted", 60, [60]);
  await sql`update area set hex_q = substr(code, 2)::int % 25, hex_r = substr(code, 2)::int / 25 % 26
             where legislature_id = 'house'`.execute(site.db);
});
afterAll(() => site[Symbol.asyncDispose]());

const rowsIn = (html: string) => [...html.matchAll(/<tr><th scope="row"><a href="([^"]+)"/g)];
const statusOf = async (path: string) =>
  String((await raw(site.base + path)).headers["cache-status"]);

test.each([
  ["/constituencies", 40],
  ["/members", 20],
] as const)("%s comes by the page, and each row once", async (path, most) => {
  const ann = visitor(site.base);
  const { length } = await site.db.selectFrom("area").select("code").execute();
  const first = await ann.get(path);
  const vacant = path === "/members" ? length - (await seated()) : 0;
  const last = Math.ceil((length - vacant) / most);
  const shown = new Set<string>();
  for (let page = 1; page <= last; page++) {
    const { html } = await ann.get(`/uk${path}${page > 1 ? `?page=${page}` : ""}`);
    expect(html).toContain(`aria-label="Сторінка ${page}" aria-current="page"`);
    // a region leads to a list, and is no row of this one
    for (const [, link] of rowsIn(html)) if (!link!.includes("?")) shown.add(link!);
  }
  expect(shown.size).toBe(length - vacant);
  expect(first.html).toContain(`${path}?page=2" rel="next"`);
  expect((await ann.get(`${path}?page=${last + 1}`)).status).toBe(404);
  // what is no page is the first one, and no page of its own
  for (const odd of ["0", "1", "-2", "2.5", "x", "99999"])
    expect([odd, await statusOf(`${path}?page=${odd}`)]).toEqual([
      odd,
      expect.stringMatching(/hit/),
    ]);
});

const seated = async () =>
  (
    await site.db
      .selectFrom("membership")
      .select("area_code")
      .where("ended_on", "is", null)
      .execute()
  ).length;

test("what is looked for stays with the links to the other pages", async () => {
  const { html } = await visitor(site.base).get("/constituencies?q=PLACE%20");
  expect(rowsIn(html)).toHaveLength(40);
  expect(html).toContain("/constituencies?q=place&amp;page=2");
  expect(html).toContain('value="place"');
  expect(html).not.toContain("hexmap");
});

test("equal searches are one page, however they are typed", async () => {
  for (const path of ["/members", "/constituencies", "/", "/petitions.json"]) {
    const name = `north ${path.length}`;
    expect(await statusOf(`${path}?q=${encodeURIComponent(name)}`)).toMatch(/miss/);
    for (const typed of [name.toUpperCase(), `  ${name} `, name.replace(" ", "   ")])
      expect(await statusOf(`${path}?q=${encodeURIComponent(typed)}`)).toMatch(/hit/);
    const long = "x".repeat(100);
    await statusOf(`${path}?q=${long}`);
    expect(await statusOf(`${path}?q=${long}yz`)).toMatch(/hit/);
  }
  await statusOf("/");
  expect(await statusOf("/?state=nonsense")).toMatch(/hit/);
});

test("a row and a cell that were drawn are drawn anew once they show something else", async () => {
  const ann = visitor(site.base);
  const row = async (q: string) => {
    const { html } = await ann.get(`/constituencies?q=${encodeURIComponent(q)}`);
    return /<tr><th scope="row".*?<\/tr>/.exec(html)![0].replaceAll(/<[^>]+>/g, "|");
  };
  expect(await row("place 001")).toMatch(/Place 001\|.*\|Member 1\|.*\|60\|/);
  await sql`update tally_place set signature_count = 61 where place = 'E14000001'`.execute(site.db);
  await sql`update member set name = 'Ada <b>' where id = 1`.execute(site.db);
  // another question, so that no kept page answers
  expect(await row("lace 001")).toMatch(/\|Ada &lt;b&gt;\|.*\|61\|/);
  expect(await row("lace 002")).toMatch(/\|Member 2\|/);
});

test("the whole map and a page of its places weigh less than 25 kB", async () => {
  for (const language of ["", "/kk"]) {
    const page = await raw(`${site.base}${language}/constituencies`, { "accept-encoding": "gzip" });
    expect(page.body.length).toBeLessThan(25 * 1024);
  }
});
