/** A demand's life over HTTP: from a draft to its outcome, as organisers and readers of four languages see it. */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { DemandState } from "#db/schema.ts";
import { dayOf } from "#app/words/format.ts";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { makeDemand } from "./support/signers.ts";
import { type Site, startSite } from "./support/server.ts";
import { type Answer, fieldsFor, filled, linkIn, type Values, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
let bo: ReturnType<typeof visitor>;
beforeAll(async () => {
  site = await startSite();
  [ann, bo] = [visitor(site.base), visitor(site.base)];
  for (const [person, address] of [
    [ann, "ann@example.org"],
    [bo, "bo@example.org"],
  ] as const) {
    const id = await newOrganiser(site.db, address);
    expect((await person.post(await signInPath(site.db, id), {})).location).toBe("/organise");
  }
});
afterAll(() => site[Symbol.asyncDispose]());

const today = () => dayOf(new Date());
const life = (id: number) => `/organise/demands/${id}/life`;

/** Opens the page of a step, fills it in and presses its button. */
async function take(id: number, deed: string, values: Values = {}, who = ann): Promise<Answer> {
  const path = `${life(id)}/${deed}`;
  const page = await who.get(path);
  const dated: Values = deed === "outcome" ? { occurred_on: today() } : {};
  return who.post(path, { ...fieldsFor(page.html, deed), ...dated, ...values });
}

const unescaped = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

/** All that the form of an entry holds. */
function fieldsIn({ html }: Answer): Values {
  const form = /<form method="post" action="[^"]*timeline.*?<\/form>/s.exec(html)![0];
  const values: Values = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [, name] = /name="(\w+)"/.exec(tag) ?? [];
    const isLeft = tag.includes('type="radio"') && !tag.includes("checked");
    if (name && !isLeft) values[name] = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  for (const [, name, text] of form.matchAll(/<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</g))
    values[name!] = unescaped(text!);
  return values;
}

async function translate(id: number): Promise<void> {
  await site.db
    .insertInto("demand_text")
    .values(
      (["uk", "kk", "ru"] as const).map((locale) => ({
        ...{ demand_id: id, version: 1, locale, title: `Title ${locale}`, summary: "S", body: "B" },
        ...{ addressee: "A", translated_by: null, created_at: new Date() },
      })),
    )
    .execute();
}

test("a draft is opened, signed, closed with a note, reopened, and presented with a link, in four languages", async () => {
  const id = await makeDemand(site.db, "from-draft", "draft");
  await translate(id);
  const reader = visitor(site.base);
  expect((await reader.get("/demands/from-draft")).status).toBe(404);
  expect((await reader.get(`/petitions/${id}.json`)).status).toBe(404);
  expect((await take(id, "open")).location).toBe(`${life(id)}?said=demand-opened`);
  expect((await reader.get("/demands/from-draft")).status).toBe(200);
  await reader.sign("from-draft", { email: "first@example.org" });
  const [mail] = await reader.mails("first@example.org");
  expect((await reader.post(linkIn(mail!, "/confirm/"), {})).status).toBe(303);
  expect(await reader.count(id)).toBe(1);

  const closing = await ann.get(`${life(id)}/close`);
  expect(closing.html).toContain("Its one signature stays, counted");
  const note = { body: "Enough have signed.", body_uk: "Підписів досить." };
  expect((await take(id, "close", note)).location).toBe(`${life(id)}?said=demand-closed`);
  expect((await reader.post("/demands/from-draft/sign", filled)).status).not.toBe(303);
  expect((await take(id, "reopen")).location).toBe(`${life(id)}?said=demand-reopened`);

  const unlinked = await take(id, "outcome", { outcome: "presented", body: "To No. 10." });
  expect(unlinked.status).toBe(422);
  expect(unlinked.html).toContain("To No. 10.");
  const linked = await take(id, "outcome", {
    ...{ outcome: "presented", body: "To No. 10.", source_url: "https://example.org/presented" },
    ...{ body_uk: "На Даунінг-стріт.", body_kk: "Даунинг-стритке.", body_ru: "На Даунинг-стрит." },
  });
  expect(linked.location).toBe(`${life(id)}?said=demand-outcome`);

  const shown = {
    en: ["Presented", "To No. 10.", "Reopened", "Enough have signed.", "Opened for signing"],
    uk: ["Передано", "На Даунінг-стріт.", "Відкрито знову", "Підписів досить.", "Відкрито для"],
    kk: ["Табысталды", "Даунинг", "Қайта ашылды", "Enough have signed.", "Қол қою басталды"],
    ru: ["Передано", "На Даунинг-стрит.", "Открыто снова", "Enough have signed.", "Открыто для"],
  };
  for (const [locale, words] of Object.entries(shown)) {
    const { html } = await reader.get(`/${locale}/demands/from-draft`);
    const timeline = /<ol class="timeline">(.*?)<\/ol>/s
      .exec(html)![1]!
      .replace(/[\u00ad\u00a0]/g, (c) => (c === "\u00ad" ? "" : " "));
    let at = -1;
    for (const word of words) {
      const next = timeline.indexOf(word, at + 1);
      expect([locale, word, next > at]).toEqual([locale, word, true]);
      at = next;
    }
    expect(timeline).toContain('href="https://example.org/presented"');
    // what is missing is in English, says so, and carries its language
    const isForeign = locale === "kk" || locale === "ru";
    expect([locale, timeline.includes('class="prose" lang="en"')]).toEqual([locale, isForeign]);
  }
  expect((await reader.get("/?state=presented")).html).toContain("/demands/from-draft");
  expect((await reader.get("/?state=met")).html).not.toContain("/demands/from-draft");
  const petition = await reader.json<{
    data: { attributes: { state: string; other_parliamentary_business: object[] } };
  }>(`/petitions/${id}.json`);
  expect(petition.data.attributes.state).toBe("open");
  expect(petition.data.attributes.other_parliamentary_business).toMatchObject([
    { subject: "Presented", body: "To No. 10.", occurred_on: today() },
  ]);
  expect((await reader.get("/demands.atom")).html).toContain("Title of from-draft: Presented");
});

test("a demand that is closed or met says what was reached, and of no number that it is to go", async () => {
  const id = await makeDemand(site.db, "reached");
  const toGo = { en: "to go", uk: "залишилося", kk: "тағы", ru: "осталось" };
  const inAll = { en: "collected in all", uk: "зібрано", kk: "жиналды", ru: "собрано" };
  const locales = ["en", "uk", "kk", "ru"] as const;
  const reader = visitor(site.base);
  const counts = async (path: string, part: RegExp) =>
    Promise.all(
      locales.map(async (locale) => {
        const { html } = await reader.get(`/${locale}${path}`);
        const text = part.exec(html)![0];
        return [
          text.includes(toGo[locale]),
          text.includes("<progress"),
          text.includes(inAll[locale]),
        ];
      }),
    );
  const page = () => counts("/demands/reached", /<div class="big-count">.*?<\/div>/s);
  const listed = () => counts("/", /<a href="[^"]*demands\/reached.*?<\/li>/s);
  const each = (one: boolean[]) => locales.map(() => one);
  expect(await page()).toEqual(each([true, true, false]));
  // nobody has signed yet: be the first
  expect(await listed()).toEqual(each([false, false, false]));
  const met = { outcome: "met", body: "They have.", source_url: "https://example.org/met" };
  expect((await take(id, "outcome", met)).location).toContain("demand-outcome");
  expect(await page()).toEqual(each([false, false, true]));
  expect((await take(id, "outcome", { ...met, outcome: "refused" })).location).toContain("said=");
  expect(await page()).toEqual(each([true, true, false]));
  expect((await take(id, "close", { body: "Enough." })).location).toContain("demand-closed");
  expect(await page()).toEqual(each([false, false, true]));
  expect(await listed()).toEqual(each([false, false, true]));
});

test("a demand is taken off by typing its slug, its pages say gone, and it comes back as it was", async () => {
  const id = await makeDemand(site.db, "taken-off");
  const reader = visitor(site.base);
  await reader.sign("taken-off", { email: "waiting@example.org" });
  const page = await ann.get(`${life(id)}/retire`);
  expect(page.html).toContain("1 person who was emailed a link");
  const mistyped = await take(id, "retire", { confirm: "taken-of", body: "Withdrawn" });
  expect([mistyped.status, mistyped.html.includes("Withdrawn")]).toEqual([422, true]);
  expect((await take(id, "retire", { confirm: "taken-off" })).location).toContain("demand-retired");
  for (const path of ["", "/sign", "/signed", "/check-your-inbox", "/words"])
    expect([path, (await reader.get(`/demands/taken-off${path}`)).status]).toEqual([path, 410]);
  expect((await reader.get(`/petitions/${id}.json`)).status).toBe(410);
  expect((await reader.get("/")).html).not.toContain("/demands/taken-off");
  expect((await reader.get("/demands.atom")).html).not.toContain("taken-off");
  expect((await ann.get("/organise/letters/new")).html).not.toContain("taken-off");
  expect((await take(id, "restore")).location).toContain("demand-restored");
  expect((await reader.get("/demands/taken-off")).status).toBe(200);
  const [mail] = await reader.mails("waiting@example.org");
  expect((await reader.post(linkIn(mail!, "/confirm/"), {})).location).toContain(
    "/demands/taken-off/signed",
  );
});

test("a step on a demand that has moved on is refused with what was typed", async () => {
  const id = await makeDemand(site.db, "moved-on");
  const opened = await bo.get(`${life(id)}/close`);
  await take(id, "outcome", { outcome: "promised" });
  const stale = { ...fieldsFor(opened.html, "close"), body: "My long note" };
  const refused = await bo.post(`${life(id)}/close`, stale);
  expect([refused.status, refused.html.includes("My long note")]).toEqual([409, true]);
  await take(id, "close");
  const late = await bo.post(`${life(id)}/close`, stale);
  expect([late.status, late.html.includes("My long note")]).toEqual([409, true]);
});

const entryPath = async (id: number) => {
  const page = await ann.get(life(id));
  return /href="(\/organise\/demands\/\d+\/timeline\/\d+)"/.exec(page.html)![1]!;
};

test("an update is kept in its languages, and of two who change it the second sees both texts", async () => {
  const id = await makeDemand(site.db, "told");
  await translate(id);
  const path = `/organise/demands/${id}/timeline/new`;
  const update = {
    ...{ kind: "update", occurred_on: today(), subject: "Heard in Parliament", body: "At length." },
    ...{ subject_uk: "Почуто в парламенті", body_uk: "Докладно." },
  };
  const half = await ann.post(path, { ...update, body_uk: "" });
  expect([half.status, half.html.includes("Почуто в парламенті")]).toEqual([422, true]);
  const future = await ann.post(path, { ...update, occurred_on: "2999-01-01" });
  expect(future.status).toBe(422);
  expect((await ann.post(path, update)).location).toBe(`${life(id)}?said=entry-kept`);

  const reader = visitor(site.base);
  expect((await reader.get("/uk/demands/told")).html).toContain("парламенті");
  expect((await reader.get("/ru/demands/told")).html).toContain("Ещё не переведено");
  expect((await reader.get("/demands.atom")).html).toContain("Heard in Parliament");

  const entry = await entryPath(id);
  const mine = fieldsIn(await ann.get(entry));
  const theirs = fieldsIn(await bo.get(entry));
  expect((await bo.post(entry, { ...theirs, body: "Briefly." })).location).toContain("entry-kept");
  const refused = await ann.post(entry, {
    ...mine,
    body: "For hours.",
    subject_ru: "Да",
    body_ru: "Да.",
  });
  expect(refused.status).toBe(409);
  for (const text of ["Briefly.", "For hours.", "Да."]) expect(refused.html).toContain(text);
  const again = await ann.post(entry, fieldsIn(refused));
  expect(again.location).toContain("entry-kept");
  expect((await reader.get("/demands/told")).html).toContain("For hours.");
  expect((await reader.get("/ru/demands/told")).html).toContain("Да.");

  // taken off with what was seen, and put back
  const old = await ann.post(entry, { ...mine, intent: "remove" });
  expect(old.status).toBe(409);
  const seen = fieldsIn(await ann.get(entry));
  expect((await ann.post(entry, { ...seen, intent: "remove" })).location).toContain(
    "entry-removed",
  );
  expect((await reader.get("/demands/told")).html).not.toContain("For hours.");
  const put = await ann.post(life(id), { intent: "put-back", entry: entry.split("/").at(-1)! });
  expect(put.location).toContain("entry-restored");
  expect((await reader.get("/demands/told")).html).toContain("For hours.");
});

test("an answer is the government’s response, and an outcome that is taken off no longer stands", async () => {
  const id = await makeDemand(site.db, "answered");
  const reader = visitor(site.base);
  await ann.post(`/organise/demands/${id}/timeline/new`, {
    ...{ kind: "answer", occurred_on: today(), subject: "We have read it", body: "*Read* it." },
  });
  const read = async () =>
    (
      await reader.json<{ data: { attributes: { government_response: unknown } } }>(
        `/petitions/${id}.json`,
      )
    ).data.attributes.government_response;
  expect(await read()).toMatchObject({ summary: "We have read it", responded_on: today() });
  await take(id, "outcome", { outcome: "refused", body: "No." });
  expect((await reader.get("/demands/answered")).html).toContain('<span class="tag">Refused');
  const entry = await entryPath(id);
  const seen = fieldsIn(await ann.get(entry));
  await ann.post(entry, { ...seen, intent: "remove" });
  expect((await reader.get("/demands/answered")).html).toContain('<span class="tag">Not yet');
});

test("old slugs lead on from every path in every language, a form is not lost, and a slug can come back", async () => {
  const { db } = site;
  const id = await makeDemand(db, "new-name");
  const old = { slug: "old-name", demand_id: id, created_at: new Date() };
  await db.insertInto("demand_slug").values(old).execute();
  const reader = visitor(site.base);
  for (const prefix of ["", "/uk", "/kk"])
    for (const path of [
      "",
      "/words",
      "/sign",
      "/check-your-inbox",
      "/check-your-inbox/later",
      "/signed",
      "/share",
      "/poster",
      "/card.png",
      "embed",
    ]) {
      const at = (slug: string) =>
        `${prefix}${path === "embed" ? `/embed/${slug}` : `/demands/${slug}${path}`}?from=poster&a=%20b`;
      const { status, location, headers } = await reader.get(at("old-name"));
      const to = at("new-name");
      expect([status, location, headers.get("cache-control")]).toEqual([301, to, "no-store"]);
      expect((await reader.get(to)).status).toBe(200);
    }
  expect((await reader.get("/demands/older-name")).status).toBe(404);

  const wrong = await reader.post("/demands/old-name/sign", { ...filled, email: "kept@nowhere" });
  expect([wrong.status, wrong.html.includes("kept@nowhere")]).toEqual([422, true]);
  const email = "old@example.org";
  const taken = await reader.post("/demands/old-name/sign", { ...filled, email });
  expect(taken.status).toBe(303);
  const also = { ...filled, email: "also@example.org", also: "old-name" };
  expect((await reader.post("/demands/free-the-prisoners/sign", also)).status).toBe(303);
  const signings = await db.selectFrom("signing").select("demand_ids").execute();
  expect(signings.filter(({ demand_ids }) => demand_ids.includes(id)).length).toBe(2);

  // the slug is given back: nobody is sent in a circle
  await db.updateTable("demand").set({ slug: "old-name" }).where("id", "=", id).execute();
  await db
    .insertInto("demand_slug")
    .values({ ...old, slug: "third-name" })
    .execute();
  expect((await reader.get("/demands/old-name")).status).toBe(200);
  const state = async (to: DemandState) =>
    await db.updateTable("demand").set({ state: to }).where("id", "=", id).execute();
  await state("draft");
  expect((await reader.get("/demands/third-name")).status).toBe(404);
  await state("removed");
  expect((await reader.get("/demands/third-name")).status).toBe(410);
});

test("the feed’s entries keep their ids under a new slug, and tell nobody what a draft was called", async () => {
  const { db } = site;
  const id = await makeDemand(db, "name-now");
  const opened = new Date("2026-03-04T11:00:00Z");
  await db.updateTable("demand").set({ opened_at: opened }).where("id", "=", id).execute();
  const after = (hours: number) => new Date(opened.getTime() + hours * 3_600_000);
  await db
    .insertInto("demand_slug")
    .values([
      { slug: "name-of-a-draft", demand_id: id, created_at: after(-1) },
      { slug: "name-then", demand_id: id, created_at: after(1) },
      { slug: "name-between", demand_id: id, created_at: after(2) },
    ])
    .execute();
  const { html } = await visitor(site.base).get("/demands.atom");
  expect(html).toContain(`<id>${site.base}/demands/name-then</id>`);
  expect(html).toContain(`<link href="${site.base}/demands/name-now"/>`);
  expect(html).not.toContain("name-of-a-draft");
  expect(html).not.toContain("name-between");
});

test("an entry for a demand that is not public is refused with what was typed", async () => {
  const id = await makeDemand(site.db, "still-a-draft", "draft");
  const path = `/organise/demands/${id}/timeline/new`;
  const values = { kind: "update", occurred_on: today(), subject: "Head", body: "Typed long ago" };
  const refused = await ann.post(path, values);
  expect([refused.status, refused.html.includes("Typed long ago")]).toEqual([409, true]);
});
