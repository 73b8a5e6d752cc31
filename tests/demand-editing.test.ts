/** Demands that two people change, that were translated, and that were signed, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { LocaleCode } from "#db/schema.ts";

import { enter, formIn, madeBy, type Organiser, sidesOf, typedDemand } from "./support/demands.ts";
import { type Site, startSite } from "./support/server.ts";
import { signed, signedAndConfirmed, wishFor } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

let site: Site;
let ann: Organiser;
let bo: Organiser;
beforeAll(async () => {
  site = await startSite();
  [ann, bo] = [await enter(site, "ann@example.org"), await enter(site, "bo@example.org")];
});
afterAll(() => site[Symbol.asyncDispose]());

const idOf = (path: string) => Number(path.split("/").at(-1));
const textsOf = (path: string, locale: LocaleCode = "en") =>
  site.db
    .selectFrom("demand_text as t")
    .innerJoin("demand as d", "d.id", "t.demand_id")
    .select(["t.version", "t.title", "t.body", "d.text_version as now"])
    .where("d.id", "=", idOf(path))
    .where("t.locale", "=", locale)
    .orderBy("t.version")
    .execute();
/** A new demand that takes signatures. */
async function opened(title: string): Promise<string> {
  const page = await madeBy(ann, { title });
  await site.db
    .updateTable("demand")
    .set({ state: "open", opened_at: new Date() })
    .where("id", "=", idOf(page))
    .execute();
  return page;
}
const words = {
  ...{ title: "Заголовок", summary: "Коротко.", body: "Текст.", addressee: "влада" },
  translated_by: "Оля",
};
async function translate(page: string, more = {}, locale = "uk") {
  const path = `${page}/words/${locale}`;
  return ann.post(path, { ...formIn(await ann.get(path)), ...words, ...more });
}
const pressed = ({ html }: { html: string }) => /name="confirmed" value="([^"]*)"/.exec(html)?.[1];

test("the second saver is told, sees both texts, loses nothing, and can keep theirs knowingly", async () => {
  const page = await madeBy(ann, { title: "Two hands" });
  const [annes, bos] = await Promise.all([ann, bo].map(async (who) => formIn(await who.get(page))));
  expect((await ann.post(page, { ...annes, body: "Ann's words.", goal: "500" })).status).toBe(303);
  const typed = { ...bos, body: "Bo's words.", topics: "press, prison" };
  const refused = await bo.post(page, typed);
  expect(refused.status).toBe(409);
  expect(sidesOf(refused)).toEqual([
    ["Kept now", "Ann's words."],
    ["Yours, not kept yet", "Bo's words."],
    ["Kept now", "500"],
    ["Yours, not kept yet", "the next round number"],
    ["Kept now", "Nothing"],
    ["Yours, not kept yet", "press, prison"],
  ]);
  expect(formIn(refused)).toMatchObject({ body: "Bo's words.", topics: "press, prison", goal: "" });
  expect((await textsOf(page)).map(({ body }) => body)).toEqual(["Ann's words."]);
  // a look at it in between does not make an old form newer
  const looked = await bo.post(page, { ...typed, intent: "show" });
  expect(formIn(looked)["version"]).toBe(bos!["version"]);
  const kept = formIn(refused);
  expect((await bo.post(page, kept)).location).toBe(`${page}?said=demand-kept`);
  expect((await textsOf(page)).map(({ body }) => body)).toEqual(["Bo's words."]);
  // the same form pressed twice is no conflict
  expect((await bo.post(page, kept)).status).toBe(303);
  // a form that does not say what it was made from overwrites nothing
  const unnamed: Record<string, string> = { ...kept, body: "Unnamed." };
  delete unnamed["version"];
  expect((await bo.post(page, unnamed)).status).toBe(422);
});

test("two people save at once: one is kept, the other is told", async () => {
  const page = await madeBy(ann, { title: "At once" });
  for (let round = 0; round < 5; round++) {
    const form = formIn(await ann.get(page));
    const saved = await Promise.all([
      ann.post(page, { ...form, body: `Ann ${round}` }),
      bo.post(page, { ...form, body: `Bo ${round}` }),
    ]);
    expect(saved.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const winner = saved[0].status === 303 ? "Ann" : "Bo";
    expect((await textsOf(page))[0]!.body).toBe(`${winner} ${round}`);
  }
});

test("two translators: the second sees both texts and loses nothing", async () => {
  const page = await madeBy(ann, { title: "Two translators" });
  const path = `${page}/words/kk`;
  const [annes, bos] = await Promise.all([ann, bo].map(async (who) => formIn(await who.get(path))));
  expect((await ann.post(path, { ...annes, ...words })).status).toBe(303);
  const refused = await bo.post(path, { ...bos, ...words, body: "Басқа мәтін." });
  expect(refused.status).toBe(409);
  expect(sidesOf(refused)).toEqual([
    ["Kept now", "Текст."],
    ["Yours, not kept yet", "Басқа мәтін."],
  ]);
  const kept = formIn(refused);
  expect(kept).toMatchObject({ ...words, body: "Басқа мәтін." });
  expect((await bo.post(path, kept)).status).toBe(303);
  expect((await textsOf(page, "kk"))[0]!.body).toBe("Басқа мәтін.");
});

test("a translation is out of date when the English moves on, until it is changed or found right", async () => {
  const page = await opened("The old English");
  const path = `${page}/words/uk`;
  await translate(page);
  const slug = "the-old-english";
  const anybody = visitor(site.base);
  const publicly = async (language: string) =>
    (await anybody.get(`/${language}/demands/${slug}`)).html;
  const outdated = "Англійський текст змінився після цього перекладу";
  expect(await publicly("uk")).not.toContain(outdated);
  const english = async (body: string) => ann.post(page, { ...formIn(await ann.get(page)), body });
  await english("They **wrote**.\n\n- Free them.");
  expect((await ann.get(page)).html).toMatch(/Ukrainian<\/a><span class="tag">out of date/);
  expect((await ann.get("/organise/demands")).html).toMatch(
    /Ukrainian<\/a><span class="tag">out of date/,
  );
  const seen = await ann.get(path);
  expect(seen.html).toContain("<del>**reported**.</del>");
  expect(seen.html).toContain("<ins>**wrote**.</ins>");
  expect(await publicly("uk")).toContain(outdated);
  expect(await publicly("uk")).toContain("Заголовок");
  // what is missing is shown in English, marked as such
  expect(await publicly("ru")).toContain("Это требование ещё не переведено");
  expect(await publicly("ru")).toMatch(/<h1 lang="en"/);

  const version = formIn(seen)["version"]!;
  const right = await ann.post(path, { intent: "right", version });
  expect(right.location).toBe(`${path}?said=translation-right`);
  expect(await publicly("uk")).not.toContain(outdated);
  // English that comes back is that English again
  await english("Once more.");
  expect(await publicly("uk")).toContain(outdated);
  await english("They **wrote**.\n\n- Free them.");
  expect(await publicly("uk")).not.toContain(outdated);
  // who translates what has moved on meanwhile is told
  const old = formIn(await ann.get(path));
  await english("Moved on.");
  const stale = await ann.post(path, { ...old, body: "Інший текст." });
  expect([stale.status, formIn(stale)["body"]]).toEqual([409, "Інший текст."]);
  expect((await ann.post(path, formIn(stale))).status).toBe(303);
  expect(await publicly("uk")).not.toContain(outdated);
});

test("once signed, other words are a new version: what changes and how many signed is said first", async () => {
  const page = await opened("Signed words");
  const id = idOf(page);
  await translate(page, { title: "Підписані слова" });
  // before the first signature it is changed in place
  expect((await ann.post(page, { ...formIn(await ann.get(page)), body: "One." })).status).toBe(303);
  expect(await textsOf(page)).toMatchObject([{ version: 1, body: "One.", now: 1 }]);
  for (const name of ["a", "b"])
    await signedAndConfirmed(site.db, wishFor([id], `${name}@example.org`));
  await signed(site.db, wishFor([id], "c@example.org"));

  const typed = { ...formIn(await ann.get(page)), body: "Two.", goal: "900" };
  const asked = await ann.post(page, typed);
  expect(asked.status).toBe(200);
  expect(sidesOf(asked)).toEqual([
    ["Signed", "One."],
    ["New words", "Two."],
  ]);
  expect(asked.html).toContain("2 people signed the words as they stand now.");
  expect(asked.html).toContain("1 person");
  expect(formIn(asked)).toMatchObject(typed);
  expect(await textsOf(page)).toMatchObject([{ version: 1, body: "One." }]);
  const confirmed = pressed(asked)!;
  // what was confirmed are these words, not others
  const other = await ann.post(page, { ...typed, body: "Three.", confirmed });
  expect(sidesOf(other)[1]).toEqual(["New words", "Three."]);
  const kept = await ann.post(page, { ...typed, confirmed });
  expect(kept.location).toBe(`${page}?said=demand-words-new`);
  expect(await textsOf(page)).toMatchObject([
    { version: 1, body: "One.", now: 2 },
    { version: 2, body: "Two." },
  ]);
  expect(await textsOf(page, "uk")).toMatchObject([
    { version: 1, title: "Підписані слова" },
    { version: 2, title: "Підписані слова" },
  ]);
  // what nobody signs is changed in place
  const addressee = { ...formIn(await ann.get(page)), addressee: "somebody else" };
  expect((await ann.post(page, addressee)).location).toBe(`${page}?said=demand-kept`);
  expect((await textsOf(page))[0]!.now).toBe(2);

  // so it is in any language
  const path = `${page}/words/uk`;
  const translation = { ...formIn(await ann.get(path)), title: "Нові слова" };
  const asks = await ann.post(path, translation);
  expect(asks.html).toContain(
    "2 people signed this demand, 0 of them with the words as they stand",
  );
  expect((await ann.post(path, { ...translation, confirmed: pressed(asks)! })).status).toBe(303);
  expect((await textsOf(page, "uk")).map(({ title }) => title)).toEqual([
    "Підписані слова",
    "Підписані слова",
    "Нові слова",
  ]);
  expect((await textsOf(page)).at(-1)).toMatchObject({ version: 3, body: "Two." });
});

test("a stale form that also asks is stale first, and a confirmation is not kept over another’s work", async () => {
  const page = await opened("Stale and signed");
  await signedAndConfirmed(site.db, wishFor([idOf(page)], "d@example.org"));
  const typed = { ...formIn(await bo.get(page)), body: "Bo's." };
  const confirmed = pressed(await bo.post(page, typed))!;
  await ann.post(page, { ...formIn(await ann.get(page)), summary: "Ann was here." });
  expect((await bo.post(page, { ...typed, confirmed })).status).toBe(409);
  expect(await textsOf(page)).toMatchObject([{ version: 1, body: typedDemand.body }]);
});

test("a translation is added in place unless somebody signed the English in its stead, and goes away until it is signed", async () => {
  const page = await opened("Translated later");
  const id = idOf(page);
  await signedAndConfirmed(site.db, wishFor([id], "e@example.org"));
  // nobody who reads Ukrainian has signed
  expect((await translate(page)).location).toContain("said=translation-kept");
  expect(await textsOf(page)).toHaveLength(1);
  const path = `${page}/words/uk`;
  const remove = async () =>
    ann.post(path, { intent: "remove", version: formIn(await ann.get(path))["version"]! });
  expect((await remove()).location).toBe(`${path}?said=translation-removed`);
  expect(await textsOf(page, "uk")).toEqual([]);
  await translate(page);
  await signedAndConfirmed(site.db, { ...wishFor([id], "f@example.org"), locale: "uk" });
  expect((await remove()).location).toBe(`${path}?said=translation-signed`);
  expect(await textsOf(page, "uk")).toHaveLength(1);
  // a reader of Russian signed the English text
  await signedAndConfirmed(site.db, { ...wishFor([id], "g@example.org"), locale: "ru" });
  const asked = await translate(page, {}, "ru");
  expect(asked.html).toContain("1 person signed the words as they stand now.");
  const typed = { ...formIn(asked), confirmed: pressed(asked)! };
  expect((await ann.post(`${page}/words/ru`, typed)).status).toBe(303);
  expect(await textsOf(page, "ru")).toMatchObject([{ version: 2 }]);
});

test("who confirms after the words were changed confirms what they signed", async () => {
  const page = await opened("Words that were signed");
  const signer = visitor(site.base);
  const email = "late@example.org";
  await signer.sign("words-that-were-signed", { email });
  const [mail] = await signer.mails(email);
  const changed = { ...formIn(await ann.get(page)), title: "Other words altogether" };
  const asked = await ann.post(page, changed);
  expect(asked.html).toContain("1 person");
  await ann.post(page, { ...changed, confirmed: pressed(asked)! });
  const link = linkIn(mail!, "/confirm/");
  const shown = await signer.get(link);
  expect(shown.html).toContain("Words that were signed");
  expect(shown.html).not.toContain("Other words altogether");
  expect((await signer.post(link, {})).status).toBe(303);
  const given = await site.db
    .selectFrom("signature")
    .select("text_version")
    .where("demand_id", "=", idOf(page))
    .execute();
  expect(given).toEqual([{ text_version: 1 }]);
});

test("kept pages show what was changed at once", async () => {
  const page = await opened("Seen at once");
  const anybody = visitor(site.base);
  expect((await anybody.get("/demands/seen-at-once")).html).toContain("reported");
  await ann.post(page, { ...formIn(await ann.get(page)), body: "They *filmed*." });
  expect((await anybody.get("/demands/seen-at-once")).html).toContain("<em>filmed</em>");
});
