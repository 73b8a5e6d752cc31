import { type KyselyPlugin, sql } from "kysely";
import { expect, test } from "vitest";

import { listLastLetters } from "#app/letters/member-letters.server.ts";
import { loader } from "#app/routes/public/members.tsx";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
import { startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

/** Letters to all members but the last one, a day apart; the newest was counted `now`. */
async function seedLetters(db: Db, demand: number, letters: number): Promise<void> {
  await sql`insert into letter (subject, body, demand_ids, audience, per_hour, send_window, state,
                                counted_at, next_at, created_at)
            select 'Letter ' || n, '', array[${demand}::int], '{"to": "all"}', 60, 'any', 'sent',
                   ${now}::timestamptz - n * interval '1 day', ${now}, ${now}
              from generate_series(0, ${letters - 1}::int) n`.execute(db);
  await sql`insert into letter_copy (letter_id, member_id, area_code, position, has_address, state, mail_id)
            select l.id, s.member_id, s.area_code, s.member_id, true, 'sent', gen_random_uuid()
              from letter l cross join membership s
             where s.member_id < (select max(id) from member)`.execute(db);
}

/** How many rows came back from each statement on `db`. */
function counting(db: Db): { db: Db; rows: number[] } {
  const rows: number[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      rows.push(result.rows.length);
      return Promise.resolve(result);
    },
  };
  return { db: db.withPlugin(plugin), rows };
}

async function load(db: Db, query = "") {
  const request = new Request(`http://localhost/members${query}`);
  const context = { reads: db, locale: "en" };
  return loader({ context, request, params: {} } as never);
}

const record = (db: Db, member: number, demand: number, stance: string) =>
  sql`insert into stance values (${member}, ${demand}, ${stance}, '', 'a letter', '2026-03-03')`.execute(
    db,
  );

test("the list of members reads of their letters one row a member: the last one", async () => {
  await using database = await freshDatabase();
  await seedHouse(database.db, 20);
  const demand = await seedDemand(database.db, "troops", "Troops out", 9, []);
  await seedLetters(database.db, demand, 12);
  const { db, rows } = counting(database.db);
  const { members } = await load(db);
  expect(members.map(({ last }) => last)).toMatchObject([
    ...Array<unknown>(19).fill({ letterId: 1, countedAt: now, delivery: "sent" }),
    undefined,
  ]);
  expect(Math.max(...rows)).toBe(20);
});

test("the last letter is the one counted last, and of the members asked for", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  await seedLetters(db, await seedDemand(db, "troops", "Troops out", 9, []), 3);
  await sql`update letter set counted_at = ${later(3600)} where id = 3`.execute(db);
  await sql`update letter set counted_at = null, next_at = null, state = 'draft' where id = 1`.execute(
    db,
  );
  await sql`update letter_copy set state = 'recent', mail_id = null where letter_id = 3 and member_id = 2`.execute(
    db,
  );
  expect(await listLastLetters(db, [1, 2, 3])).toEqual([
    { memberId: 1, letterId: 3, areaCode: "E14000001", countedAt: later(3600), delivery: "sent" },
    {
      memberId: 2,
      letterId: 3,
      areaCode: "E14000002",
      countedAt: later(3600),
      delivery: "left-out",
    },
  ]);
  expect(await listLastLetters(db, [2])).toHaveLength(1);
  expect(await listLastLetters(db, [])).toEqual([]);
});

test("members are found without case and accents, by name, constituency, party and postcode", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  await sql`update area set name = 'Ynys Môn' where code = 'E14000002'`.execute(db);
  await sql`update member set name = 'Ñandú O’Neil', party = 'Ёлка' where id = 3`.execute(db);
  const found = async (q: string) =>
    (await load(db, `?${new URLSearchParams({ q }).toString()}`)).members.map(({ id }) => id);
  expect(await found("")).toEqual([1, 3, 2]);
  expect(await found("ynys mon")).toEqual([2]);
  expect(await found(" NANDU ")).toEqual([3]);
  expect(await found("ёлка")).toEqual([3]);
  expect(await found("red")).toEqual([1, 2]);
  await sql`insert into postcode values ('SW1A1AA', 'E14000003')`.execute(db);
  expect(await found("sw1a 1aa")).toEqual([3]);
  expect(await found("M1 1AE")).toEqual([]);
  expect(await found("%")).toEqual([]);
  expect(await found("no such thing")).toEqual([]);
});

test("what a member says is told by demand: the one by its name, several by their number", async () => {
  await using site = await startSite();
  const { db } = site;
  const ids = await db.selectFrom("demand").select("id").orderBy("slug").execute();
  const [first, second, third] = ids.map(({ id }) => id) as [number, number, number];
  const [one, other] = await db.selectFrom("member").select("id").orderBy("id").execute();
  await record(db, one!.id, first, "supports");
  await record(db, one!.id, second, "supports");
  await record(db, one!.id, third, "opposes");
  await record(db, other!.id, third, "partly");
  const hidden = await seedDemand(db, "hidden", "Not shown", 0, []);
  await sql`update demand set state = 'draft' where id = ${hidden}`.execute(db);
  await record(db, other!.id, hidden, "supports");
  const rows = async (language: string) => {
    const { html } = await visitor(site.base).get(`/${language}/members`);
    const row = (id: number) =>
      /<td[^>]*>(?:(?!<\/td>).)*<\/td><\/tr>/s
        .exec(html.slice(html.indexOf(`/members/${id}"`)))![0]
        .replaceAll(/<li>/g, "| ")
        .replaceAll(/<[^>]+>/g, "")
        .replaceAll("\u00a0", " ");
    return [row(one!.id), row(other!.id)].map((text) => text.trim());
  };
  const titles = async (language: string) =>
    (
      await db
        .selectFrom("demand_text")
        .select("title")
        .where("demand_id", "=", third)
        .where("locale", "=", language as never)
        .executeTakeFirstOrThrow()
    ).title;
  const told = {
    en: ["Supports: 2 of 5 demands", "Opposes", "Supports in part"],
    uk: ["Підтримує: 2 з 5 вимог", "Проти", "Підтримує частково"],
    kk: ["Қолдайды: 5 талаптың ішінен 2", "Қарсы", "Ішінара қолдайды"],
    ru: ["Поддерживает: 2 из 5 требований", "Против", "Поддерживает частично"],
  };
  for (const [language, [both, against, partly]] of Object.entries(told)) {
    const title = await titles(language);
    expect(await rows(language)).toEqual([
      `| ${both}| ${against}: ${title}`,
      `| ${partly}: ${title}`,
    ]);
  }
});
