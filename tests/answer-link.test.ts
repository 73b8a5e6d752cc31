/** The way of an answer: the link in the copy, the organisers’ desk, the public record, in one site. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { answerToken } from "#app/letters/copy-links.server.ts";

import { arrivedLetter } from "./support/answers.ts";
import { expectAccessible, openBrowser } from "./support/browser.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const RECORD = `/demands/${SLUG}/answers`;

let site: Site;
let browser: Browser;
let page: Page;
let chief: ReturnType<typeof visitor>;
let office: ReturnType<typeof visitor>;
let member: number;
let others: number[];
let demand: number;
let letterId: number;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const { db } = site;
  chief = visitor(site.base);
  office = visitor(site.base);
  await chief.post(await signInPath(db), {});
  const row = await db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", SLUG)
    .executeTakeFirstOrThrow();
  demand = row.id;
  const seats = await db
    .selectFrom("membership")
    .select("member_id")
    .where("ended_on", "is", null)
    .orderBy("member_id")
    .limit(3)
    .execute();
  [member = 0, ...others] = seats.map(({ member_id }) => member_id);
  ({ letterId } = await arrivedLetter(db, [demand], [member, ...others], new Date()));
  page = await browser.newPage({ baseURL: site.base, viewport: { width: 1280, height: 900 } });
});
afterAll(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const linkOf = (memberId: number) => `/answer/${answerToken(testKeys, { letterId, memberId })}`;
const give = (stance: string, statement: string) =>
  office.post(linkOf(member), {
    [`stance-${demand}`]: stance,
    [`statement-${demand}`]: statement,
    by: "Jo Clerk",
  });
const main = (html: string) => /<main.*?<\/main>/s.exec(html)![0].replaceAll("<!-- -->", "");
const publicPage = async (path = `/members/${member}`) =>
  main((await visitor(site.base).get(path)).html);
interface Files {
  data: { supports: number; members: Record<string, unknown>[] };
}
const inFile = async () => {
  const { data } = await visitor(site.base).json<Files>(`/petitions/${demand}/answers.json`);
  return data.members.find(({ id }) => id === member)!;
};
const waitingId = async () => {
  const { html } = await chief.get("/organise/answers");
  return /\/organise\/answers\/\d+/.exec(main(html))![0];
};
const decide = async (path: string, intent: string, more: Record<string, string> = {}) => {
  const form = fieldsFor((await chief.get(path)).html, intent);
  return chief.post(path, { ...form, intent, ...more });
};

test("a forged link is unknown, a form has no default, and what is refused keeps what was typed", async () => {
  const forged = linkOf(member).replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await office.get(forged)).status).toBe(404);
  expect(
    (await office.get(`/answer/${answerToken(testKeys, { letterId, memberId: 1 })}`)).status,
  ).toBe(404);
  const opened = await office.get(linkOf(member));
  expect(opened.status).toBe(200);
  expect(opened.headers.get("set-cookie")).toBeNull();
  expect(opened.headers.get("cache-control")).toContain("no-store");
  expect(opened.headers.get("x-robots-tag")).toContain("noindex");
  expect(main(opened.html)).not.toMatch(/name="stance-[^>]*checked|checked[^>]*name="stance-/);
  const refused = await give("", "All of it.");
  expect(refused.status).toBe(422);
  expect(main(refused.html)).toContain("All of it.");
  expect(main(refused.html)).toContain("Jo Clerk");
  expect((await give("supports", "x".repeat(2_001))).status).toBe(422);
  expect((await inFile())["status"]).toBe("asked");
});

test("one button sends the answer and how often to write, and what is refused keeps both", async () => {
  const cadence = { cadence: "threshold", threshold: "4" };
  const typed = { [`stance-${demand}`]: "partly", [`statement-${demand}`]: "Some of it." };
  const [second = 0] = others;
  const refused = await office.post(linkOf(second), { ...typed, ...cadence, by: "" });
  expect(refused.status).toBe(422);
  expect(main(refused.html)).toContain("Some of it.");
  expect(main(refused.html)).toContain('value="4"');
  expect((await office.post(linkOf(second), { ...typed, cadence: "" })).status).toBe(422);
  const chosen = async () =>
    (
      await site.db
        .selectFrom("member_cadence")
        .select("choice")
        .where("member_id", "=", second)
        .executeTakeFirst()
    )?.choice;
  const alone = await office.post(linkOf(second), { [`stance-${demand}`]: "", cadence: "each" });
  expect([alone.location, await chosen()]).toEqual([`${linkOf(second)}?often`, "each"]);
  expect(await publicPage(`/members/${second}`)).not.toContain("Acknowledged on");
  const both = await office.post(linkOf(second), { ...typed, cadence: "never", threshold: "" });
  expect([both.location, await chosen()]).toEqual([`${linkOf(second)}?taken`, "never"]);
  expect(await publicPage(`/members/${second}`)).toContain("Acknowledged on");
  // who answers alone has changed, and nothing of what is answered
  await office.post(linkOf(second), { ...typed, by: "Another Clerk" });
  const versions = await site.db
    .selectFrom("given_answer")
    .select("version")
    .where("member_id", "=", second)
    .execute();
  expect(versions).toEqual([{ version: 1 }]);
  const { id } = await site.db
    .selectFrom("given_answer")
    .select("id")
    .where("member_id", "=", second)
    .executeTakeFirstOrThrow();
  const bo = visitor(site.base);
  await bo.post(
    await signInPath(site.db, await newOrganiser(site.db, "bo@example.org", "viewer")),
    {},
  );
  expect((await bo.get(`/organise/answers/${id}`)).location).toBe("/organise?said=viewer");
  expect((await bo.get("/organise/answers")).html).not.toContain(`/organise/answers/${id}"`);
  await site.db.deleteFrom("given_version").where("answer_id", "=", id).execute();
  await site.db.deleteFrom("given_answer").where("id", "=", id).execute();
});

test("what an office answers is public once an organiser has published it, and its correction too", async () => {
  const taken = await give("opposes", "Not like this.");
  expect([taken.status, taken.location]).toEqual([303, `${linkOf(member)}?taken`]);
  expect(main((await office.get(taken.location)).html)).toContain("Thank you");
  expect(await publicPage()).toMatch(/Acknowledged on/);
  expect(await publicPage()).not.toContain("Not like this.");
  expect(main((await chief.get("/organise")).html)).toContain("1 answer waits to be read");
  const path = await waitingId();
  const read = main((await chief.get(path)).html);
  expect(read).toContain("Jo Clerk");
  expect(read).toContain("Not like this.");
  expect((await decide(path, "publish")).location).toBe(`${path}?said=answer-published`);
  expect(await publicPage()).toContain("Not like this.");
  expect(await publicPage()).toContain("Answered through the link in our letter");
  expect(await publicPage()).not.toContain("Jo Clerk");
  expect(await inFile()).toMatchObject({ stance: "opposes", statement: "Not like this." });

  // the same link shows it, and changes it
  const again = main((await office.get(linkOf(member))).html);
  expect(again).toMatch(/value="opposes"[^>]*checked|checked[^>]*value="opposes"/);
  await give("supports", "Now it is right.\nAll of it.");
  expect(await publicPage()).toContain("Not like this.");
  expect(await publicPage()).not.toContain("Now it is right.");
  await decide(path, "publish");
  const both = await publicPage();
  expect(both.indexOf("Now it is right.")).toBeLessThan(both.indexOf("Not like this."));
  expect(both).toMatch(/corrects the answer of/);
  expect(await inFile()).toMatchObject({ stance: "supports", status: "answered" });
  const csv = (await visitor(site.base).get(`/petitions/${demand}/answers.csv`)).html;
  expect(csv).toContain('"the answer link"');

  // taken down, with a reason
  expect((await decide(path, "take-down", { reason: "" })).status).toBe(422);
  expect((await decide(path, "take-down", { reason: "The office asked" })).location).toContain(
    "said=answer-taken-down",
  );
  expect(await publicPage()).not.toContain("Now it is right.");
  await decide(path, "publish");
  expect(await publicPage()).toContain("Now it is right.");
});

test("who decides on what has changed since is told, and casework is not published unread", async () => {
  const path = await waitingIdAfter("Mrs Smith of LS2 9JT, 0113 496 0000.");
  const form = fieldsFor((await chief.get(path)).html, "publish");
  await give("partly", "Mr Jones of LS2 9JT.");
  const late = await chief.post(path, { ...form, intent: "publish", read: "yes" });
  expect(late.status).toBe(409);
  const unread = await decide(path, "publish");
  expect(unread.status).toBe(422);
  expect(main(unread.html)).toContain("what may be a constituent’s name");
  expect((await decide(path, "keep-back", { reason: "A constituent" })).location).toContain(
    "said=answer-kept-back",
  );
  expect(await publicPage()).toContain("Now it is right.");
  expect(await publicPage()).not.toContain("Jones");
});

async function waitingIdAfter(statement: string): Promise<string> {
  await give("partly", statement);
  return waitingId();
}

test("an answer that was written down by hand is taken down with a reason", async () => {
  const own = `/organise/members/${others[0]}`;
  const form = fieldsFor((await chief.get(own)).html, "stance");
  const said = {
    demand: SLUG,
    stance: "declined",
    date: "2026-01-02",
    source: "a call",
    quote: "",
  };
  await chief.post(own, { ...form, ...said });
  expect(await publicPage(`/members/${others[0]}`)).toContain("Declined to say");
  const [, path] = /href="([^"]*\/answers\/\d+)"/.exec((await chief.get(own)).html)!;
  expect((await decide(path!, "take-down", { reason: "Another member" })).location).toContain(
    "said=answer-taken-down",
  );
  expect(await publicPage(`/members/${others[0]}`)).not.toContain("Declined to say");
});

test("the members are put in the order of what they say of one demand", async () => {
  const [first] = (await publicPage(`/members?by=${SLUG}`)).match(/\/members\/\d+/g)!;
  expect(first).toBe(`/members/${member}`);
});

test("the form, the record and the desk are accessible, and the bar has its numbers without any style", async () => {
  for (const path of [linkOf(member), `/uk${linkOf(member)}`, RECORD, `/kk${RECORD}`]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await page.goto(RECORD);
  expect(await page.locator(".answer-legend").first().innerText()).toMatch(/Supports: \d+/);
  const fills = await page
    .locator(".answer-legend rect")
    .evaluateAll((all) => all.map((one) => one.getAttribute("fill")));
  expect(new Set(fills).size).toBe(5);
  await page.emulateMedia({ forcedColors: "active" });
  const strokes = await page
    .locator(".answers-of-all rect")
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).stroke));
  expect(strokes).not.toContain("none");
  await page.emulateMedia({ forcedColors: "none" });
  const context = await browser.newContext({ baseURL: site.base });
  const [name, value] = chief.cookie().split("=");
  await context.addCookies([{ name: name!, value: value!, url: site.base }]);
  const desk = await context.newPage();
  for (const path of ["/organise/answers", await waitingIdAfter("One more.")]) {
    await desk.goto(path);
    await expectAccessible(desk);
  }
  await context.close();
});

test("an office takes no letters in people’s own words, and takes them again", async () => {
  const take = async (intent: string) => {
    const { status, location } = await office.post(linkOf(member), { intent });
    expect([status, location.endsWith("#own-words")]).toEqual([303, true]);
    const row = await site.db
      .selectFrom("own_letter_route")
      .select("is_open")
      .where("member_id", "=", member)
      .executeTakeFirst();
    return [row?.is_open, main((await office.get(linkOf(member))).html)];
  };
  expect(await take("own-words-off")).toEqual([false, expect.stringContaining("You take no")]);
  expect(await take("own-words-on")).toEqual([true, expect.stringContaining("at most 20")]);
});

test("many changes in a short time wait, and a former member’s link says so", async () => {
  let last = 0;
  for (let n = 0; n < 25 && last !== 429; n++) ({ status: last } = await give("partly", `${n}`));
  expect(last).toBe(429);
  await site.db
    .updateTable("membership")
    .set({ ended_on: "2090-02-02" })
    .where("member_id", "=", member)
    .execute();
  const lost = await office.get(linkOf(member));
  expect(lost.status).toBe(410);
  expect(main(lost.html)).toContain("No longer an MP");
  expect((await give("supports", "Late.")).status).toBe(410);
});
