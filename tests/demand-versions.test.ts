/** Each signature’s version of the text names the words that its signer was shown, whoever writes meanwhile. */
import { setTimeout as sleep } from "node:timers/promises";

import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";

import { createDemand } from "#app/demands/writing/create-demand.server.ts";
import { removeTranslation } from "#app/demands/writing/remove-translation.server.ts";
import { getKept, wordsVersion } from "#app/demands/writing/kept.server.ts";
import { saveWords } from "#app/demands/writing/save-words.server.ts";
import { type Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { freshDatabase } from "./support/database.ts";
import { confirm, signed, wishFor } from "./support/signers.ts";

const languages = ["en", "uk", "kk", "ru"] as const;
const settings = {
  ...{ goal: null, topics: [], openedAt: null, closesAt: null },
  ...{ slug: undefined, position: undefined },
};
const wordsOf = (title: string) => ({
  ...{ title, summary: "", body: "Body.", addressee: "them", translatedBy: null },
});

async function openDemand(db: Db): Promise<number> {
  const now = new Date();
  const made = await db
    .transaction()
    .execute((tx) => createDemand(tx, { words: wordsOf("First"), settings }, now));
  if (made.outcome !== "created") throw new Error(made.outcome);
  await db.updateTable("demand").set({ state: "open" }).where("id", "=", made.id).execute();
  return made.id;
}

const write = (db: Db, id: number, locale: LocaleCode, title: string) =>
  db
    .transaction()
    .execute((tx) => saveWords(tx, id, locale, wordsOf(title), { confirmed: true }, new Date()));

async function remove(db: Db, id: number, locale: "uk" | "kk" | "ru") {
  const kept = (await getKept(db, id))!;
  const saw = wordsVersion(kept, locale);
  await db.transaction().execute((tx) => removeTranslation(tx, id, locale, saw, new Date()));
}

let people = 0;
const sign = (db: Db, id: number, locale: LocaleCode) =>
  signed(db, { ...wishFor([id], `reader${++people}@example.org`), locale });

/** Of each signing and signature: the title that was mailed, and the one that its version names. */
async function titlesOf(db: Db, id: number | null = null) {
  const { rows } = await sql<{ mailed: string; named: string; confirmed: string | null }>`
    select m.params -> 'titles' ->> 0 as mailed, given.title as named, confirmed.title as confirmed
      from signing s
      join mail_message m on m.params ->> 'signing' = s.id::text
      cross join lateral (
        select title from demand_text t
         where t.demand_id = s.demand_ids[1] and t.version = s.text_versions[1]
           and t.locale in (s.locale, 'en')
         order by t.locale = s.locale desc limit 1
      ) given
      left join signature g on g.signer_key = s.signer_key and g.demand_id = s.demand_ids[1]
      left join lateral (
        select title from demand_text t
         where t.demand_id = g.demand_id and t.version = g.text_version
           and t.locale in (g.locale, 'en')
         order by t.locale = g.locale desc limit 1
      ) confirmed on true
     where ${id}::int is null or ${id} = any (s.demand_ids)`.execute(db);
  return rows;
}

test("words written at the moment of the first signings are never theirs by mistake", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ROUNDS = 52;
  let newVersions = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const id = await openDemand(db);
    const [, saved] = await Promise.all([
      // sooner and later than the words are written
      sleep(round % 13).then(() => Promise.all(languages.map((locale) => sign(db, id, locale)))),
      write(db, id, "en", `Other ${round}`),
      write(db, id, "uk", `Інший ${round}`),
      sleep(round % 7).then(() => sign(db, id, "uk")),
    ]);
    if (saved.outcome === "saved" && saved.isNewVersion) newVersions++;
  }
  const titles = await titlesOf(db);
  expect(titles).toHaveLength(ROUNDS * 5);
  for (const { mailed, named } of titles) expect(named).toBe(mailed);
  // both ways happen
  expect(newVersions).toBeGreaterThan(0);
  expect(newVersions).toBeLessThan(ROUNDS);
});

test("a signature confirmed while the words are written keeps the words that it was given to", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await openDemand(db);
  for (let round = 0; round < 15; round++) {
    const early = await Promise.all(languages.map((locale) => sign(db, id, locale)));
    await Promise.all([
      write(db, id, languages[round % 4]!, `Round ${round}`),
      ...early.map((one) => confirm(db, one, [id], new Date())),
      ...languages.map((locale) => sign(db, id, locale)),
    ]);
  }
  const titles = await titlesOf(db);
  expect(titles).toHaveLength(15 * 8);
  expect(titles.filter(({ confirmed }) => confirmed !== null)).toHaveLength(15 * 4);
  for (const { mailed, named, confirmed } of titles)
    expect([named, confirmed ?? mailed]).toEqual([mailed, mailed]);
});

const locale = fc.constantFrom(...languages);
const deed = fc.oneof(
  fc.record({ do: fc.constant("sign" as const), locale }),
  fc.record({ do: fc.constant("confirm" as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant("write" as const), locale, title: fc.nat(5) }),
  fc.record({
    do: fc.constant("remove" as const),
    locale: fc.constantFrom("uk" as const, "kk" as const, "ru" as const),
  }),
);

test("whatever is signed, confirmed, written and removed, one after the other or at once, versions tell the truth", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 12 }),
      async (batches) => {
        const id = await openDemand(db);
        const signings: string[] = [];
        for (const batch of batches) {
          await Promise.all(
            batch.map(async (one) => {
              if (one.do === "sign") signings.push(await sign(db, id, one.locale));
              else if (one.do === "write")
                await write(db, id, one.locale, `${one.locale} ${one.title}`);
              else if (one.do === "remove") await remove(db, id, one.locale);
              else if (signings.length > 0)
                await confirm(db, signings[one.which % signings.length]!, [id], new Date());
            }),
          );
        }
        for (const { mailed, named, confirmed } of await titlesOf(db, id))
          expect([named, confirmed ?? mailed]).toEqual([mailed, mailed]);
      },
    ),
    { numRuns: 25 },
  );
});
