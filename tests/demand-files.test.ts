import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";

import { readFrontMatter, writeFrontMatter } from "#app/demands/files/front-matter.ts";
import { listWhole } from "#app/demands/files/get-whole.server.ts";
import { readFiles } from "#app/demands/files/read-files.ts";
import { addEntry } from "#app/demands/life/change-entry.server.ts";
import { getDemandLife } from "#app/demands/life/get-life.server.ts";
import { noWords, takeStep } from "#app/demands/life/take-step.server.ts";
import { getPaper, paperVersion } from "#app/demands/paper/get-paper.server.ts";
import { savePaper } from "#app/demands/paper/save-paper.server.ts";
import { createDemand } from "#app/demands/writing/create-demand.server.ts";
import { getKept } from "#app/demands/writing/kept.server.ts";
import { saveSettings } from "#app/demands/writing/save-settings.server.ts";
import { saveWords } from "#app/demands/writing/save-words.server.ts";
import type { Db } from "#db/connection.ts";

import { run } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { now, later } from "./support/house.ts";

const folderOf = (name: string) => fs.mkdtempSync(path.join(os.tmpdir(), `demands-${name}-`));
const filesIn = (folder: string) =>
  Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
  );
const at = (days: number) => later(days * 86_400, now);

const words = (title: string, body = "Why it matters.") => ({
  ...{ title, summary: `${title}, in short`, body, addressee: "the government" },
  translatedBy: null,
});

/** What YAML could take for something else, and what Markdown could take for the end of a head. */
const nasty =
  "yes: no\n---\n# not a comment\n- 'quoted' \"twice\" \\ | > & * ! % @ `\n\n    code\n~";

const paper = { declares: "gas is dear", requests: "raise it with the government: now" };

/** A campaign with everything that files say: languages, old slugs, states, outcomes, paper, a timeline. */
async function campaign(db: Db): Promise<{ open: number }> {
  return db.transaction().execute(async (tx) => {
    const settings = {
      goal: 500,
      topics: ["gas", "tokaev-2022"],
      openedAt: null,
      closesAt: at(90),
    };
    const make = async (title: string, slug: string, position: number) => {
      const draft = { words: words(title), settings: { ...settings, slug, position } };
      const created = await createDemand(tx, draft, now);
      if (created.outcome !== "created") throw new Error(created.outcome);
      return created.id;
    };
    const open = await make("Lower the price of gas", "price-of-gas", 2);
    const translations = [
      ["uk", "Знизити ціну на газ", "Олена Приклад"],
      ["kk", "Газ бағасын төмендету", null],
      ["ru", "Снизить цену на газ", null],
    ] as const;
    for (const [locale, title, translatedBy] of translations)
      await saveWords(tx, open, locale, { ...words(title, nasty), translatedBy }, {}, now);
    // the English moves on: of the others only one follows
    await saveWords(tx, open, "en", words("Lower the price of gas now", nasty), {}, now);
    await saveWords(tx, open, "kk", words("Газ бағасын қазір төмендету"), {}, now);
    const saw = paperVersion(await getPaper(tx, open));
    await savePaper(tx, open, paper, saw, now);
    const { settings: kept } = (await getKept(tx, open))!;
    await saveSettings(tx, open, { ...kept, slug: "gas" }, undefined, now);
    const step = async (
      id: number,
      one: Omit<Parameters<typeof takeStep>[2], "words">,
      days: number,
    ) => {
      const { version } = (await getDemandLife(tx, id))!;
      const { said } = await takeStep(tx, id, { words: noWords, ...one }, version, at(days));
      return said;
    };
    expect(await step(open, { name: "open" }, 1)).toBe("demand-opened");
    const others = {
      uk: { subject: "Новина", body: nasty },
      ru: { subject: "2022-01-08", body: "~" },
    };
    await addEntry(
      tx,
      open,
      {
        ...{ kind: "update", occurredOn: "2026-03-01", english: { subject: "no", body: nasty } },
        ...{ others, sourceUrl: "https://example.org/a?b=c#d" },
      },
      at(2),
    );
    const outcome = { outcome: "promised", occurredOn: "2026-03-02" } as const;
    await step(open, { name: "outcome", outcome }, 3);
    const closed = await make("Free Zhanaozen", "free-zhanaozen", 1);
    await step(closed, { name: "open" }, 1);
    expect(await step(closed, { name: "close" }, 4)).toBe("demand-closed");
    const draft = await make("A draft", "a-draft", 3);
    const { settings: ofDraft } = (await getKept(tx, draft))!;
    await saveSettings(tx, draft, { ...ofDraft, openedAt: at(30), goal: null }, undefined, now);
    return { open };
  });
}

test("demands go out as files and come in again on another site without loss, in all languages", async () => {
  await using here = await freshDatabase();
  await using there = await freshDatabase();
  await campaign(here.db);
  const [out, again] = [folderOf("out"), folderOf("again")];
  expect(await run(here.url, "demands-export", "--to", out)).toEqual({
    ...{ code: 0, error: "" },
    out: "Written: 3 demands in 6 files.\n",
  });
  expect(await run(there.url, "demands-import", "--from", out)).toMatchObject({
    ...{ code: 0, error: "" },
    out: expect.stringContaining("Changed: 3 of 3 demands.") as unknown,
  });
  await run(there.url, "demands-export", "--to", again);
  expect(filesIn(again)).toEqual(filesIn(out));
  const [whole, other] = [await listWhole(here.db), await listWhole(there.db)];
  expect(other).toEqual(whole);
  expect(whole.map((one) => one.paper.requests)).toContain(paper.requests);
  // once more changes nothing, and writes nothing down
  const count = () => there.db.selectFrom("audit").selectAll().execute();
  const before = await count();
  expect((await run(there.url, "demands-import", "--from", out)).out).toBe(
    "Nothing differs: all of 3 demands are as in their files.\n",
  );
  expect(await count()).toEqual(before);
});

test("the founding demands make the round as they are", async () => {
  await using here = await freshDatabase();
  await using there = await freshDatabase();
  await run(here.url, "seed", "--founding");
  const folder = folderOf("founding");
  await run(here.url, "demands-export", "--to", folder);
  expect(Object.keys(filesIn(folder))).toHaveLength(20);
  expect((await run(there.url, "demands-import", "--from", folder)).code).toBe(0);
  expect(await listWhole(there.db)).toEqual(await listWhole(here.db));
});

test("what would differ is shown by a dry run, and only the import changes it", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  const { open } = await campaign(db);
  const folder = folderOf("edit");
  await run(url, "demands-export", "--to", folder);
  const file = path.join(folder, "gas.en.md");
  const edited = fs
    .readFileSync(file, "utf8")
    .replace("title: Lower the price of gas now", "title: Lower the price of gas today")
    .replace("goal: 500", "goal: 900")
    .replace("paper_declares: gas is dear", "paper_declares: gas costs too much");
  fs.writeFileSync(file, edited);
  const whole = await listWhole(db);
  const dry = await run(url, "demands-import", "--from", folder, "--dry-run");
  expect(dry).toEqual({
    ...{ code: 0, error: "" },
    out: `gas
  goal: 500 → 900
  en title:
    - Lower the price of gas now
    + Lower the price of gas today
  paper_declares:
    - gas is dear
    + gas costs too much
Would change: 1 of 3 demands. Nothing was changed.
`,
  });
  expect(await listWhole(db)).toEqual(whole);
  await db
    .insertInto("signature")
    .values({
      ...{ demand_id: open, signer_key: Buffer.alloc(16), key_version: 1, person: Buffer.alloc(1) },
      ...{ text_version: 1, place: "GB", locale: "en", updates: false, consent_version: 1 },
      ...{ consented_at: now, confirmed_at: now },
    })
    .execute();
  const refused = await run(url, "demands-import", "--from", folder);
  expect(refused).toMatchObject({
    code: 1,
    error:
      "gas: 1 person signed the words that would change. Nothing was changed; --new-versions keeps what they signed beside the new words.\n",
  });
  expect(await listWhole(db)).toEqual(whole);
  expect((await run(url, "demands-import", "--from", folder, "--dry-run")).out).toContain(
    "(1 person signed the words that would change: that takes --new-versions)",
  );
  expect((await run(url, "demands-import", "--from", folder, "--new-versions")).code).toBe(0);
  const kept = (await getKept(db, open))!;
  expect([kept.textVersion, kept.words.en.title, kept.settings.goal]).toEqual([
    ...[2, "Lower the price of gas today", 900],
  ]);
});

test("what is wrong with files is said by file and line, all of it at once, and nothing comes in", async () => {
  await using database = await freshDatabase();
  const folder = folderOf("wrong");
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  write(
    "gas.en.md",
    `---
slug: gas
language: en
title: 2022
summary: Short
addressee: the government
state: opened
goal: many
colour: blue
timeline:
  - entry: 1
    date: 2022-02-30
    kind: update
    subject: News
---

Body
`,
  );
  write(
    "gas.uk.md",
    "---\nslug: gaz\nlanguage: uk\ntitle: Газ\nsummary: Коротко\naddressee: уряд\n---\nТекст",
  );
  write("oil.en.md", "slug: oil\n");
  expect(await run(database.url, "demands-import", "--from", folder)).toEqual({
    ...{ code: 1, out: "" },
    error: `gas.en.md:4: title: write it as text; in quotes, if it looks like a number or a date
gas.en.md:7: state: say draft, open, closed or removed
gas.en.md:8: goal: Write the goal as a whole number from 1 to 100,000,000, or leave it empty.
gas.en.md:12: timeline.0.date: Give the day on which it happened, today or before.
gas.en.md:9: colour: there is no such field
oil.en.md:1: it does not begin with a line of ---
gas.uk.md:2: there is no English file of gaz
Nothing was changed. Mend the files and run the command again.
`,
  });
  expect(await listWhole(database.db)).toEqual([]);
});

test("a demand is known by a slug that it had, and no file takes another’s", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await campaign(db);
  const folder = folderOf("slugs");
  await run(url, "demands-export", "--to", folder);
  for (const locale of ["en", "uk", "kk", "ru"]) {
    const file = path.join(folder, `gas.${locale}.md`);
    const text = fs.readFileSync(file, "utf8").replace("slug: gas\n", "slug: cheap-gas\n");
    fs.writeFileSync(path.join(folder, `cheap-gas.${locale}.md`), text);
    fs.rmSync(file);
  }
  expect((await run(url, "demands-import", "--from", folder)).out).toContain(
    "slug: gas → cheap-gas",
  );
  const slugs = await db.selectFrom("demand_slug").select("slug").orderBy("slug").execute();
  expect(slugs.map(({ slug }) => slug)).toEqual(["gas", "price-of-gas"]);
  const other = folderOf("taken");
  const text = fs.readFileSync(path.join(folder, "a-draft.en.md"), "utf8");
  fs.writeFileSync(
    path.join(other, "a-draft.en.md"),
    text.replace("state: draft\n", "state: draft\nformer_slugs:\n  - free-zhanaozen\n"),
  );
  expect(await run(url, "demands-import", "--from", other)).toMatchObject({
    code: 1,
    error: "a-draft: another demand has, or had, the slug free-zhanaozen. Nothing was changed.\n",
  });
});

test("any text goes through a head and its body and back as it was", () => {
  const schema = v.strictObject({ title: v.string(), list: v.array(v.string()) });
  const text = fc.string({ unit: "grapheme", maxLength: 60 }).filter((one) => !/[\0\r]/.test(one));
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), text, (title, list, body) => {
      const file = writeFrontMatter({ title, list }, body);
      expect(readFrontMatter(file, schema)).toEqual({ values: { title, list }, body: body.trim() });
    }),
  );
  // a file that was saved by an editor of another system
  const saved = `\ufeff${writeFrontMatter({ title: "a", list: ["b"] }, "c\nd").replaceAll("\n", "\r\n")}`;
  expect(readFrontMatter(saved, schema)).toEqual({
    values: { title: "a", list: ["b"] },
    body: "c\nd",
  });
});

test("files of one demand that do not fit each other are told apart", () => {
  const head = "slug: a\ntitle: A\nsummary: S\naddressee: T\n";
  const english = `---\n${head}language: en\nstate: draft\n---\nBody`;
  const twice = readFiles(
    [
      { name: "a.en.md", text: english },
      { name: "b.en.md", text: english },
      {
        name: "a.uk.md",
        text: `---\n${head}language: uk\ntimeline:\n  - entry: 3\n    subject: x\n    body: y\n---\nТекст`,
      },
    ],
    now,
  );
  const unruly = english.replace("---\nBody", "paper_declares: they are idiots\n---\nBody");
  expect(readFiles([{ name: "a.en.md", text: unruly }], now)).toMatchObject({
    problems: [
      { line: 2, problem: expect.stringMatching(/^paper_declares: “idiots”/) as unknown },
      { line: 2, problem: expect.stringMatching(/^paper_requests: /) as unknown },
    ],
  });
  expect(twice).toMatchObject({
    problems: [
      { file: "b.en.md", line: 2, problem: "a.en.md is of the same demand and language" },
      { file: "b.en.md", line: 2, problem: "a is a slug in a.en.md too" },
      { file: "a.uk.md", line: 2, problem: "the English timeline has no entry 3" },
    ],
  });
});
