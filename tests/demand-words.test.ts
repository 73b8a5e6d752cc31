/** Which words of a demand how many have signed: counted exactly, and shown with what was changed. */
import { expect, test } from "vitest";

import { countWords } from "#app/signatures/count-words.server.ts";
import { demandPages } from "#app/words/organise/demands.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { startSite } from "./support/server.ts";
import { confirm, makeDemand, signed, signedAndConfirmed, wishFor } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

const now = new Date();

/** New words of the demand, in these languages. */
async function rewrite(db: Db, id: number, version: number, locales: readonly ("en" | "uk")[]) {
  const words = { title: `Title ${version}`, summary: "Summary", addressee: "the government" };
  await db
    .insertInto("demand_text")
    .values(
      locales.map((locale) => ({
        ...{ demand_id: id, version, locale, ...words, body: `Body ${locale} ${version}` },
        ...{ translated_by: null, created_at: now },
      })),
    )
    .execute();
  await db.updateTable("demand").set({ text_version: version }).where("id", "=", id).execute();
}

test("numbers add up at every moment while crowds confirm, and are exact once they have", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "words");
  const other = await makeDemand(db, "other");
  const sign = (n: number) => signed(db, wishFor([id, other], `s${n}@example.org`), now);
  const old = await Promise.all(Array.from({ length: 12 }, (_, n) => sign(n)));
  await rewrite(db, id, 2, ["en"]);
  const fresh = await Promise.all(Array.from({ length: 30 }, (_, n) => sign(100 + n)));
  let minutes = 0;
  const count = countWords(db, () => new Date(now.getTime() + 61_000 * minutes++));
  const confirming = Promise.all(
    [...old, ...fresh].map((signing) => confirm(db, signing, [id, other], now)),
  );
  for (let n = 0; n < 20; n++) {
    const { count: all, byVersion } = await count(id);
    expect(all).toBe([...byVersion.values()].reduce((sum, one) => sum + one, 0));
    expect(byVersion.get(1) ?? 0).toBeLessThanOrEqual(12);
  }
  await confirming;
  expect(await count(id)).toMatchObject({
    count: 42,
    byVersion: new Map([
      [1, 12],
      [2, 30],
    ]),
  });
});

test("what was counted stands for a minute, and who asks at one moment is answered by one count", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "kept");
  await rewrite(db, id, 2, ["en"]);
  let at = now;
  const count = countWords(db, () => at);
  const [one, same] = await Promise.all([count(id), count(id)]);
  expect(same).toBe(one);
  await signedAndConfirmed(db, wishFor([id], "late@example.org"), now);
  at = new Date(now.getTime() + 59_000);
  expect(await count(id)).toBe(one);
  at = new Date(now.getTime() + 60_000);
  expect((await count(id)).count).toBe(1);
});

test("a demand’s page says how many signed which words, and another shows what was changed", async () => {
  await using site = await startSite();
  const { db } = site;
  const id = await makeDemand(db, "rewritten");
  const reader = visitor(site.base);
  await Promise.all(
    Array.from({ length: 7 }, (_, n) =>
      signedAndConfirmed(db, wishFor([id], `first${n}@example.org`)),
    ),
  );
  const unchanged = await reader.get("/demands/rewritten/words");
  expect([unchanged.status, unchanged.html.includes("never changed")]).toEqual([200, true]);
  await rewrite(db, id, 2, ["en", "uk"]);
  await signedAndConfirmed(db, wishFor([id], "second@example.org"));
  await rewrite(db, id, 3, ["en", "uk"]);
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      signedAndConfirmed(db, wishFor([id], `third${n}@example.org`)),
    ),
  );
  const said = {
    en: ["12 signatures for the words above, 8 for earlier ones.", "What was changed"],
    uk: ["За теперішній текст: 12, за попередні: 8.", "Що змінено"],
    kk: ["Қазіргі мәтінге: 12, бұрынғыларына: 8.", "Не өзгерді"],
    ru: ["За нынешний текст: 12, за прежние: 8.", "Что изменено"],
  };
  for (const [locale, [numbers, changed]] of Object.entries(said)) {
    const plain = ({ html }: { html: string }) =>
      html.replaceAll("\u00a0", " ").replaceAll("\u00ad", "");
    const page = plain(await reader.get(`/${locale}/demands/rewritten`));
    expect([locale, page.includes(numbers!)]).toEqual([locale, true]);
    expect(page).toContain(`href="/${locale}/demands/rewritten/words"`);
    const words = plain(await reader.get(`/${locale}/demands/rewritten/words`));
    expect(words).toContain(changed!);
    const counts = [...words.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, one]) => one);
    expect([locale, counts]).toEqual([locale, ["12", "1", "7"]]);
    // the second change has both versions in Ukrainian; of the first the old one was in English alone
    const own = locale === "uk" ? 'lang="en"' : undefined;
    const [second, first] = words.split(/<details class="two-texts"[^>]*>/).slice(1);
    if (own) expect([second!.includes(own), first!.includes(own)]).toEqual([false, true]);
    expect(first).toContain("<ins>2</ins>");
  }
});

test("who has not confirmed yet is told of as one person or as several", () => {
  expect(demandPages.waitingNotice(0)).toBe("");
  expect(demandPages.waitingNotice(1)).toContain("1 person was sent a link and has not");
  expect(demandPages.waitingNotice(2)).toContain("2 people were sent a link and have not");
});
