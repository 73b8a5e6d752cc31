/** What people agree to: the words on the form, the number beside the signature, and that both go together. */
import fs from "node:fs";

import { expect, test } from "vitest";

import { locales } from "#app/words/locale.ts";
import { wordsFor } from "#app/words/words.ts";

import { freshDatabase } from "./support/database.ts";
import { confirm, makeDemand, signed, wishFor } from "./support/signers.ts";

/** By number, the wordings by language. */
function readWordings() {
  const parts = fs
    .readFileSync("docs/consent.md", "utf8")
    .split(/^## (\d+)$/m)
    .slice(1);
  const wordings = new Map<number, Record<string, string>>();
  for (let at = 0; at < parts.length; at += 2) {
    const lines = [...parts[at + 1]!.matchAll(/^- \*\*(\w+)\*\*: ([^\n]+(?:\n {2}[^\n]+)*)/gm)];
    const texts = lines.map(([, locale, text]) => [locale!, text!.replace(/\s+/g, " ")] as const);
    wordings.set(Number(parts[at]), Object.fromEntries<string>(texts));
  }
  return wordings;
}

test("the number kept with a signature is that of the words on the form, in every language", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await confirm(db, await signed(db, wishFor([demand], "ann@example.org")), [demand], new Date());
  const rows = await db.selectFrom("signature").select("consent_version").execute();
  const wordings = readWordings();
  const newest = Math.max(...wordings.keys());
  expect(rows).toEqual([{ consent_version: newest }]);
  for (const locale of locales)
    expect(wordsFor(locale).form.consent.replace(/\s+/g, " ")).toBe(wordings.get(newest)![locale]);
});

test("the words name all that is kept: the name, the e-mail address, the postcode, the place", () => {
  const named = {
    en: ["my name", "email address", "postcode", "constituency or country"],
    uk: ["ім’я", "електронну адресу", "поштовий індекс", "округ або країну"],
    kk: [
      "есімімді",
      "электрондық пошта мекенжайымды",
      "пошта индексімді",
      "округімді немесе елімді",
    ],
    ru: ["имя", "электронный адрес", "почтовый индекс", "округ или страну"],
  };
  for (const locale of locales)
    for (const word of named[locale]) expect(wordsFor(locale).form.consent).toContain(word);
});
