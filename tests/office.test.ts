/** As an MP's assistant, who has a letter in hand and doubts it: from the letter's link to the check. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import { parseKeyRing } from "#app/config.server.ts";
import { deriveKeys } from "#app/keys.server.ts";
import { answerToken, replyName } from "#app/letters/copy-links.server.ts";

import { approved, draft, organiser, send, sendAll } from "./support/letters.ts";
import { signInPath } from "./support/organisers.ts";
import { APP_KEYS, type Site, startSite } from "./support/server.ts";
import { visitor, type Visitor } from "./support/visitor.ts";

const PLACE = "E14001172";

let site: Site;
let ann: Visitor;
let letter: number;
let demand: { id: number; slug: string };
let member: number;
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  const { db } = site;
  demand = await db
    .selectFrom("demand")
    .select(["id", "slug"])
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  await sql`insert into tally_place (demand_id, place, signature_count) values (${demand.id}, ${PLACE}, 58)`.execute(
    db,
  );
  await sql`update demand set signature_count = 60 where id = ${demand.id}`.execute(db);
  const subject = "What people in {{constituency}} ask of you";
  const wish = draft([demand.id], { subject });
  letter = await approved(db, await organiser(db), wish);
  await send(db, letter, { at: new Date() });
  await sendAll(db, letter, new Date());
  member = (
    await db
      .selectFrom("membership")
      .select("member_id as id")
      .where("area_code", "=", PLACE)
      .where("ended_on", "is", null)
      .executeTakeFirstOrThrow()
  ).id;
  await db.updateTable("tally_place").set({ signature_count: 70 }).execute();
});
afterAll(() => site[Symbol.asyncDispose]());

const keys = deriveKeys(parseKeyRing(APP_KEYS)!);

async function signedIn(): Promise<Visitor> {
  const one = visitor(site.base);
  await one.post(await signInPath(site.db), {});
  return one;
}

const mainOf = (html: string) => /<main.*<\/main>/s.exec(html)![0];
const textOf = (html: string) =>
  mainOf(html)
    .replace(/<[^>]+>/g, " ")
    .replace(/[\s\u00ad]+/g, " ");

test("the copy comes first, as a letterhead, and then how to check its number", async () => {
  const { html, status } = await ann.get(`/letters/${letter}?constituency=${PLACE}`);
  expect(status).toBe(200);
  const text = textOf(html.replace(/(<main[^>]*>).*?(<section class="letter-sheet")/s, "$1$2"));
  const order = [
    "Solidarity with Kazakhstan",
    "1 Example Street, London",
    "House of Commons London SW1A 0AA",
    "What people in",
    "58 in ",
    "Alex Example The numbers in this letter can be checked at",
    "How to check this letter",
    "London time",
  ].map((part) => [part, text.indexOf(part)]);
  expect(order.every(([, at]) => Number(at) >= 0) || order).toBe(true);
  expect(order).toEqual(order.toSorted((a, b) => Number(a[1]) - Number(b[1])));
  // neither the telephone nor what other MPs were sent
  expect(html).not.toContain("020 7946");
  expect(html).toContain("mailto:campaign@example.org");
});

test("nothing that everybody can read has the member’s link to answer, nor the address of its replies", async () => {
  const copy = { letterId: letter, memberId: member };
  const secrets = [answerToken(keys, copy), replyName(keys, copy), "/answer/"];
  const mail = await site.db
    .selectFrom("mail_message")
    .select("params")
    .where("kind", "=", "letter")
    .execute();
  expect(mail.length).toBeGreaterThan(0);
  const cookies = await signedIn();
  const pages = [
    ...[`/letters/${letter}?constituency=${PLACE}`, `/letters/${letter}`, "/letters"],
    ...[`/members/${member}`, `/constituencies/${PLACE}`, `/petitions/${demand.id}.json`],
    ...["/petitions.csv", `/petitions/${demand.id}.csv`, "/demands.atom"],
  ];
  const read = [
    ...(await Promise.all(pages.map((path) => ann.get(path)))),
    await cookies.post(`/organise/letters/${letter}/export`, { intent: "export" }),
    await cookies.get(`/organise/letters/${letter}/preview?member=${member}`),
  ];
  expect(read.map(({ status }) => status)).toEqual(read.map(() => 200));
  for (const { html } of read) for (const secret of secrets) expect(html).not.toContain(secret);
  expect(JSON.stringify(mail)).not.toContain(secrets[0]);
});

test("its number as sent, today’s, and the data lead to one another", async () => {
  const copy = await ann.get(`/letters/${letter}?constituency=${PLACE}`);
  expect(copy.html).toMatch(/<td[^>]*data-label="[^"]+"[^>]*>58<\/td>/);
  const today = await ann.get(`/constituencies/${PLACE}`);
  expect(copy.html).toContain(`href="/constituencies/${PLACE}"`);
  expect(textOf(today.html)).toMatch(/70 signatures from here/);
  expect(today.html).toContain(`/letters/${letter}?constituency=${PLACE}`);
  expect(copy.html).toContain(`href="/petitions/${demand.id}.json"`);
  const { data } = await ann.json<{
    data: {
      attributes: {
        signatures_by_constituency: { ons_code: string; signature_count: number }[];
      };
    };
  }>(`/petitions/${demand.id}.json`);
  const row = data.attributes.signatures_by_constituency.find((one) => one.ons_code === PLACE);
  expect(row?.signature_count).toBe(70);
});

test("a copy is found by constituency, member and postcode, and where nothing fits that is said", async () => {
  const copy = `/letters/${letter}?constituency=${PLACE}`;
  const { name } = await site.db
    .selectFrom("member")
    .select("name")
    .where("id", "=", member)
    .executeTakeFirstOrThrow();
  const { code } = await site.db
    .selectFrom("postcode")
    .select("code")
    .where("area_code", "=", PLACE)
    .limit(1)
    .executeTakeFirstOrThrow();
  for (const q of [name, code]) {
    const { status, location } = await ann.get(`/uk/letters/${letter}?q=${encodeURIComponent(q)}`);
    expect([q, status, location]).toEqual([q, 303, `/uk${copy}`]);
  }
  const none = await ann.get(`/letters/${letter}?q=nothing-fits`);
  expect(textOf(none.html)).toContain("No MP fits.");
  expect(none.html).toContain(`<a href="/letters/${letter}">Show all</a>`);
  expect((await ann.get(`/letters/${letter}?constituency=E14999999`)).status).toBe(404);
});

test("a member is asked, then answers; each demand says so, and the office how to correct it", async () => {
  const path = `/members/${member}`;
  const before = textOf((await ann.get(path)).html);
  expect(before).toMatch(/70 signatures from here/);
  expect(before).toMatch(/Asked on \d+ \w+ \d{4}, no answer yet/);
  expect(before).toContain("Not asked yet");
  expect(before).toContain("For this MP’s office");
  await sql`insert into stance (member_id, demand_id, stance, quote, source, stated_on)
    values (${member}, ${demand.id}, 'partly', 'Some of them.', 'a letter', '2026-03-03')`.execute(
    site.db,
  );
  const after = textOf((await visitor(site.base).get(`/en${path}`)).html);
  expect(after).toContain("Supports in part , 3 March 2026");
  expect(after).not.toContain("no answer yet");
  expect(textOf((await ann.get("/en/")).html)).toMatch(/What happened last.*3 March 2026/);
  const answered = await ann.get("/members?answered=yes");
  expect(answered.html.match(/<tr><th scope="row">/g)).toHaveLength(1);
});

test("a vacant seat, a member who has left and one without an address are each said", async () => {
  const { db } = site;
  const others = await db
    .selectFrom("membership")
    .select(["member_id as id", "area_code as code"])
    .where("area_code", "<>", PLACE)
    .where("ended_on", "is", null)
    .orderBy("member_id")
    .execute();
  const [left, silent, skipped] = others;
  await db
    .updateTable("membership")
    .set({ started_on: "2024-07-05", ended_on: "2026-01-01" })
    .where("member_id", "=", left!.id)
    .execute();
  await db
    .updateTable("letter_copy")
    .set({ state: "no-address", mail_id: null })
    .where("member_id", "=", silent!.id)
    .execute();
  const vacant = textOf((await ann.get(`/constituencies/${left!.code}`)).html);
  expect(vacant).toContain("The seat is vacant");
  expect(vacant).toContain("whoever is elected next");
  const former = (await ann.get(`/members/${left!.id}`)).html;
  expect(textOf(former)).toContain("No longer an MP Former constituency:");
  expect(former).toContain(`href="/constituencies/${left!.code}"`);
  expect(textOf(former)).not.toContain("Not asked yet");
  const unknown = textOf((await ann.get(`/members/${silent!.id}`)).html);
  expect(unknown).toContain("We know no address of this MP");
  expect(unknown).not.toContain("no answer yet");
  const copyOf = async ({ code }: { code: string }) =>
    textOf((await ann.get(`/letters/${letter}?constituency=${code}`)).html);
  // it may go on paper, and names its page there
  expect(await copyOf(silent!)).toContain("no known address");
  await db
    .updateTable("letter_copy")
    .set({ state: "recent", mail_id: null })
    .where("member_id", "=", skipped!.id)
    .execute();
  expect(await copyOf(skipped!)).toContain("did not get this letter");
});
