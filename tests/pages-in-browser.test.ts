/** Public pages of a whole country's campaign on a phone and on paper: how long, how wide, how they print. */
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { listDemands } from "#app/demands/get-demand.server.ts";
import { newLetter } from "#app/letters/text/default-letter.ts";
import { locales } from "#app/words/locale.ts";
import type { Db } from "#db/connection.ts";

import { expectAccessible, openBrowser } from "./support/browser.ts";
import { seedHouse } from "./support/house.ts";
import { type Site, startSite } from "./support/server.ts";

const HEIGHT = 740;
const MOST_SCREENS = 12;

let site: Site;
let browser: Browser;
let page: Page;
/** Of a letter to all about three demands, and of one about a demand that nobody has signed. */
const letters = { all: 1, one: 2 };
const place = { code: "E14000001", member: 1 };
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  await fill(site.db);
  page = await browser.newPage({ baseURL: site.base });
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** As many seats as the House of Commons has, with names as long as most there, all signed in and written to. */
async function fill(db: Db): Promise<void> {
  await seedHouse(db, 644);
  await sql`update area set name = 'Kirkham ' || name || ' and Eastwood', hex_q = substr(code, 2)::int % 25,
                   hex_r = substr(code, 2)::int / 25 % 26 where legislature_id = 'house'`.execute(
    db,
  );
  await sql`update member set name = 'Margaret ' || name || ' Fairweather', party = 'Labour (Co-op)',
                    legislature_id = 'uk-commons'
             where legislature_id = 'house'`.execute(db);
  const demands = await listDemands(db, "en");
  const ids = demands.map(({ id }) => id);
  const asked = ids.slice(0, 3);
  await sql`insert into tally_place (demand_id, place, signature_count)
            select d, code, 3 + (substr(code, 2)::int * 7 % 190) from area, unnest(${asked}::int[]) d`.execute(
    db,
  );
  await sql`update demand set signature_count = 1234567 - id where id = any (${asked}::int[])`.execute(
    db,
  );
  await sql`insert into stance (member_id, demand_id, stance, quote, source, stated_on)
            select id, d, case d % 2 when 0 then 'supports' else 'partly' end, 'We will see.',
                   'https://example.org/said/' || id, '2026-02-01'
              from member, unnest(${asked.slice(0, 2)}::int[]) d where id % 2 = 0`.execute(db);
  const { subject, body } = newLetter({ campaign: "Solidarity with Kazakhstan" });
  const sent = sql`'{"to": "all"}', 60, 'any', 'sent', now(), now(), now()`;
  await sql`insert into letter (subject, body, demand_ids, audience, per_hour, send_window, state,
                                counted_at, next_at, created_at)
            values (${subject}, ${body}, ${asked}::int[], ${sent}),
                   (${subject}, ${body}, ${ids.slice(-1)}::int[], ${sent})`.execute(db);
  await sql`insert into letter_total (letter_id, demand_id, place, signature_count)
            select l.id, d, place, case d when ${ids.at(-1)!} then 0 else 3 + length(place) * 11 end
              from letter l cross join unnest(l.demand_ids) d
             cross join (select code as place from area union all select '*') p`.execute(db);
  await sql`insert into letter_copy (letter_id, member_id, area_code, position, has_address, state, mail_id)
            select l.id, s.member_id, s.area_code, s.member_id, true, 'sent', gen_random_uuid()
              from letter l cross join membership s`.execute(db);
  // a title as long as titles get, and one without a translation
  const title = "Withdraw all troops from the streets of every town ".repeat(6).slice(0, 299);
  await sql`update demand_text set title = ${title} where demand_id = ${ids[0]!} and locale = 'en'`.execute(
    db,
  );
  await sql`delete from demand_text where demand_id = ${ids[0]!} and locale = 'uk'`.execute(db);
}

const pathsOf = () => [
  ...["/", "/?q=nothing-fits", "/?state=closed", "/members", "/members?page=2"],
  ...["/members?answered=yes", "/members?q=nothing-fits", `/members/${place.member}`],
  ...["/constituencies", "/constituencies?page=2", `/constituencies/${place.code}`],
  ...["/letters", `/letters/${letters.all}`, `/letters/${letters.all}?page=2`],
  ...[`/letters/${letters.all}?constituency=${place.code}`, `/letters/${letters.all}?q=north`],
  ...["/demands/free-the-prisoners", "/demands/free-the-prisoners/words"],
  ...["/about", "/privacy", "/accessibility"],
];

test.each(locales)(
  "in %s no public page is longer than twelve screens of a phone, nor wider than the smallest",
  async (locale) => {
    const faults: unknown[] = [];
    for (const path of pathsOf()) {
      await page.setViewportSize({ width: 360, height: HEIGHT });
      const answer = await page.goto(`/${locale}${path}`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: 320, height: HEIGHT });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (answer!.status() !== 200 || tall > MOST_SCREENS * HEIGHT || wide > 320)
        faults.push([path, answer!.status(), tall / HEIGHT, wide]);
    }
    expect(faults).toEqual([]);
  },
);

test.each(locales)(
  "in %s the first screen of a phone has the campaign’s name, the number and the first button",
  async (locale) => {
    await page.setViewportSize({ width: 360, height: HEIGHT });
    await page.goto(`/${locale}/`);
    for (const one of ["h1", ".hero .lead", ".hero-count", ".demand-row .button"]) {
      const box = (await page.locator(one).first().boundingBox())!;
      // a title of 300 letters takes a screen of its own
      const room = one.endsWith("button") && locale !== "kk" && locale !== "ru" ? 2 : 1;
      expect([one, box.y + box.height <= room * HEIGHT]).toEqual([one, true]);
    }
  },
);

test("a copy of a letter is printed alone, on one sheet of A4, in ink on white", async () => {
  for (const id of [letters.one, letters.all]) {
    await page.goto(`/uk/letters/${id}?constituency=${place.code}`);
    const sheet = page.locator(".letter-sheet");
    expect(await sheet.getAttribute("lang")).toBe("en");
    expect(await sheet.innerText()).toContain("House of Commons\nLondon SW1A 0AA");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const shown = await page
      .locator("body")
      .evaluate(
        (body) =>
          [
            ...body.querySelectorAll(
              ".site-header > :not(.sample), .site-footer, main h1, form, nav, table",
            ),
          ].filter((one) => one.checkVisibility()).length,
      );
    expect(shown).toBe(0);
    expect(await sheet.isVisible()).toBe(true);
    await page.emulateMedia({ media: null, colorScheme: null });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    // A4 in points
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  }
});

test.each(["light", "dark"] as const)("axe finds nothing on these pages (%s)", async (scheme) => {
  await page.emulateMedia({ media: null, colorScheme: scheme });
  await page.setViewportSize({ width: scheme === "light" ? 1280 : 360, height: HEIGHT });
  for (const path of pathsOf().slice(0, -3)) {
    await page.goto(scheme === "light" ? path : `/kk${path}`);
    await expectAccessible(page);
  }
});
