import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import { listLastLetters, listMemberLetters } from "#app/letters/member-letters.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { taskSentence } from "#app/words/tasks.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";
import { countTrouble } from "#emails/figures.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  draft,
  inOne,
  mailedCopies,
  organiser,
  send,
  sendAll,
  tellOf,
} from "./support/letters.ts";
import { signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  await ann.post(await signInPath(site.db), {});
});
afterAll(() => site[Symbol.asyncDispose]());

const languages = ["en", "uk", "kk", "ru"] as const;
const main = (html: string) =>
  /<main.*?<\/main>/s
    .exec(html)![0]
    .replaceAll("<!-- -->", "")
    .replaceAll(/<[^>]+>/g, " ");
const read = async (path: string) => main((await visitor(site.base).get(path)).html);

/** Approved and sent, and taken by the provider. @returns its id */
async function sent(
  db: Db,
  author: number,
  members: number[],
  live: boolean,
  at = now,
  reason = "",
) {
  const audience = { to: "members" as const, members };
  const wish = draft([1], {
    audience,
    perHour: 100_000,
    body: "{{total}} in all; {{since.last}} since.",
  });
  const { id } = await inOne(db, (tx) => composeLetter(tx, author, wish, at));
  const other = await db
    .selectFrom("organiser")
    .select("id")
    .where("id", "<>", author)
    .executeTakeFirst();
  await approve(db, id, other?.id ?? author, live);
  expect(await send(db, id, { live, at, reason })).toBe("sending");
  return id;
}

/** Waits until the site has let all copies out. */
async function untilLeft(id: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const left = await site.db
      .selectFrom("letter_copy")
      .select("member_id")
      .where("letter_id", "=", id)
      .where("state", "in", ["waiting", "queued"])
      .execute();
    if (left.length === 0) return;
    await sleep(50);
  }
  throw new Error("copies do not leave");
}

const rehearsedWords = {
  en: "a rehearsal, not sent to the MP",
  uk: "репетиція, депутатові не надіслано",
  kk: "дайындық, депутатқа жіберілген жоқ",
  ru: "репетиция, депутату не отправлено",
};

test("a rehearsal is told as one wherever letters are listed, and is nobody’s last letter", async () => {
  const author = await organiser(site.db, "author@example.org");
  const id = await sent(site.db, author, [9_000_001], false);
  await untilLeft(id);
  await tellOf(site.db, id, 9_000_001, "email.delivered");
  const { area_code } = await site.db
    .selectFrom("membership")
    .select("area_code")
    .where("member_id", "=", 9_000_001)
    .executeTakeFirstOrThrow();
  for (const language of languages) {
    for (const path of ["/members/9000001", `/constituencies/${area_code}`]) {
      const text = await read(`/${language}${path}`);
      expect(text).toContain(`: ${rehearsedWords[language]}`);
      expect(text).not.toMatch(/delivered|доставлено|жеткізілді/);
    }
    const row = (await visitor(site.base).get(`/${language}/members`)).html
      .split("<tr")
      .find((one) => one.includes('/members/9000001"'));
    expect(row).not.toContain("/letters/");
    const letter = await read(`/${language}/letters/${id}`);
    const list = await read(`/${language}/letters`);
    for (const text of [letter, list]) {
      expect(text).toMatch(/Rehearsal|Репетиція|Дайындық|Репетиция/);
      expect(text).not.toMatch(/to 1 MP|1 депутатові|1 депутатқа|1 депутату|delivered|доставлено/);
    }
  }
  expect((await ann.get("/organise")).html).toMatch(/<span class="tag">Rehearsal/);
  expect(main((await ann.get(`/organise/letters/${id}`)).html)).toContain(
    "in the rehearsal: delivered",
  );
});

test("a letter in earnest after a rehearsal goes out, counts from nothing, and is the last one", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  await seedDemand(db, "troops", "Troops out", 100, []);
  const author = await organiser(db);
  const [first, second, third] = [later(0), later(86_400), later(2 * 86_400)];
  await sendAll(db, await sent(db, author, [1, 2], false, first), first);
  const real = await sent(db, author, [1], true, second);
  await sendAll(db, real, second);
  expect((await mailedCopies(db, real)).map(({ body }) => body)).toEqual(["100 in all."]);
  // and a rehearsal after it takes its place nowhere
  await sendAll(db, await sent(db, author, [2], true, third), third);
  const again = await sent(db, author, [1], false, later(40 * 86_400));
  await sendAll(db, again, later(40 * 86_400));
  expect(await listLastLetters(db, [1])).toEqual([
    { memberId: 1, letterId: real, areaCode: "E14000001", countedAt: second, delivery: "sent" },
  ]);
  expect(await listMemberLetters(db, 1)).toMatchObject([
    { letterId: again, rehearsal: true },
    { letterId: real, rehearsal: false },
    { rehearsal: true },
  ]);
});

test("what a stand-in address does is no organiser’s task", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await sent(db, await organiser(db), [1], false);
  await sendAll(db, id);
  await tellOf(db, id, 1, "email.bounced", { bounce: { type: "Permanent" } });
  await tellOf(db, id, 1, "email.complained");
  expect(await listTasks(db)).toEqual([]);
});

const permanent = { bounce: { type: "Permanent", subType: "General" } };
const transient = { bounce: { type: "Transient", subType: "General" } };
const [delivered, complained, suppressed, failed, delayed] = [
  ["email.delivered"],
  ["email.complained"],
  ["email.suppressed"],
  ["email.failed"],
  ["email.delivery_delayed"],
] as [string][];
const bounced = ["email.bounced", permanent] as const;
const passing = ["email.bounced", transient] as const;

/** What comes, in which order; what the public, organisers and tasks tell of it. */
const lives: [
  events: (readonly [string, object?])[],
  shown: string,
  table: string,
  tasks: string[],
][] = [
  [[], "sent", "sent", []],
  [[delayed!], "sent", "sent", []],
  [[delivered!], "delivered", "delivered", []],
  [
    [bounced],
    "not delivered",
    "not delivered: it bounced (bounced: Permanent, General)",
    ["may not have arrived"],
  ],
  [[passing], "sent", "sent (bounced: Transient, General)", ["may not have arrived"]],
  [[passing, delivered!], "delivered", "delivered", []],
  [[delivered!, passing], "delivered", "delivered", []],
  [
    [suppressed!],
    "not delivered",
    "not delivered: it was not taken on (suppressed",
    ["may not have arrived"],
  ],
  [
    [failed!],
    "not delivered",
    "not delivered: it was not taken on (the provider",
    ["may not have arrived"],
  ],
  [[failed!, delivered!], "delivered", "delivered", []],
  [
    [complained!],
    "delivered, and marked as spam",
    "delivered, and marked as spam",
    ["arrived, and was marked as spam"],
  ],
  [
    [delivered!, complained!],
    "delivered, and marked as spam",
    "delivered, and marked as spam",
    ["arrived, and was marked as spam"],
  ],
  [
    [complained!, delivered!, bounced],
    "delivered, and marked as spam",
    'delivered, and marked as spam<ul class="times">',
    ["arrived, and was marked as spam"],
  ],
  [
    [bounced, complained!],
    "delivered, and marked as spam",
    "delivered, and marked as spam",
    ["arrived, and was marked as spam"],
  ],
  [[delivered!, bounced], "not delivered", "not delivered: it bounced", ["may not have arrived"]],
  [[bounced, delivered!], "not delivered", "not delivered: it bounced", ["may not have arrived"]],
];

test("every fate of a copy has true words, in whatever order its events come", async () => {
  const author = await organiser(site.db, "teller@example.org");
  const rows = await site.db
    .selectFrom("member")
    .select("id")
    .where("id", ">", 9_000_001)
    .orderBy("id")
    .execute();
  const members = rows.slice(0, lives.length / 4).map(({ id }) => id);
  const unknown = rows[members.length]!.id;
  const letters = [await sent(site.db, author, [...members, unknown], true)];
  while (letters.length < 4)
    letters.push(await sent(site.db, author, members, true, now, "another quarter of them"));
  const copies = lives.map(([events, ...told], index) => {
    const [letter, member] = [letters[index % 4]!, members[index >> 2]!];
    return { events, told, letter, member };
  });
  for (const id of letters) await untilLeft(id);
  await site.db
    .updateTable("letter_copy")
    .set({ state: "unknown", problem: "no certain answer" })
    .where("letter_id", "=", letters[0]!)
    .where("member_id", "=", unknown)
    .execute();
  for (const { events, letter, member } of copies)
    for (const [type, more] of events) await tellOf(site.db, letter, member, type, more);
  const tables = await Promise.all(
    letters.map(async (id) => (await ann.get(`/organise/letters/${id}`)).html.split("<tr")),
  );
  const sentences = (await listTasks(site.db)).map(({ facts }) => taskSentence(facts!));
  for (const { told, letter, member } of copies) {
    const [shown, state, tasks] = told;
    const page = (await visitor(site.base).get(`/members/${member}`)).html;
    const item = page.split("<li").find((one) => one.includes(`/letters/${letter}?`))!;
    expect(main(`<main>${item.split("</li>")[0]!}</main>`)).toMatch(new RegExp(`: +${shown} *$`));
    const row = tables[letters.indexOf(letter)]!.find((one) =>
      one.includes(`/organise/members/${member}"`),
    )!;
    expect(row.replaceAll("<!-- -->", "")).toContain(`<td data-label="State">${state}`);
    const about = sentences.filter((one) => one.includes(`letter ${letter} to member ${member} `));
    expect([told, about.length]).toEqual([told, tasks.length]);
    for (const one of about) expect(one).toContain(tasks[0]);
  }
  expect(await read(`/members/${unknown}`)).toContain("not known whether it left");
  const first = main((await ann.get(`/organise/letters/${letters[0]}`)).html);
  expect(first).toContain("3 of 5 copies have left. 1 did not. Of 1 it is not known.");
  const spam = {
    en: "delivered, and marked as spam:",
    uk: "доставлено, позначено як спам:",
    kk: "жеткізілді, спам деп белгіленді:",
    ru: "доставлено, отмечено как спам:",
  };
  for (const language of languages)
    expect(await read(`/${language}/letters/${letters[1]}`)).toContain(spam[language]);
  expect(await countTrouble(site.db, later(86_400))).toEqual({
    ...{ failed: 2, bounced: 3, complained: 4, unknown: 0 },
  });
  expect(main((await ann.get("/organise")).html)).toContain("arrived and were marked as spam");
});
