/** Members as organisers find, narrow and export them, say not to write to them, and group their parties. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { setBranch, branchVersion } from "#app/members/parties.server.ts";

import { freshDatabase } from "./support/database.ts";
import { now, seedDemand, seedHouse } from "./support/house.ts";
import { approve, approved, draft, inOne, organiser, send } from "./support/letters.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { type Answer, fieldsFor, type Values, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
let bo: ReturnType<typeof visitor>;
const SEATS = 120;

beforeAll(async () => {
  site = await startSite();
  await seedHouse(site.db, SEATS);
  [ann, bo] = [visitor(site.base), visitor(site.base)];
  await ann.post(await signInPath(site.db, await newOrganiser(site.db, "ann@example.org")), {});
  await ann.get("/organise");
  await bo.post(await signInPath(site.db, await newOrganiser(site.db, "bo@example.org")), {});
  await fill();
});
afterAll(() => site[Symbol.asyncDispose]());

/** What tells members apart, each by a number of its own. */
async function fill(): Promise<void> {
  const { db } = site;
  const isOf = (one: number) => (id: number) => id % one === 0;
  const ids = Array.from({ length: SEATS }, (_, index) => index + 1);
  const set = (table: "member_contact" | "member", values: object, which: number[], key: string) =>
    db
      .updateTable(table)
      .set(values)
      .where(key as never, "in", which as never)
      .execute();
  await set("member", { party: "Red (Co-op)" }, ids.filter(isOf(5)), "id");
  await set("member", { name: "Zoë =SUM(1)" }, [7], "id");
  await set("member", { name: "=HYPERLINK(1)" }, [11], "id");
  await set("member_contact", { stale: true }, ids.filter(isOf(11)), "member_id");
  await db
    .deleteFrom("member_contact")
    .where("member_id", "in", ids.filter(isOf(13)))
    .execute();
  await db
    .insertInto("member_contact")
    .values(
      ids.filter(isOf(17)).map((member_id) => ({
        ...{ member_id, source: "organiser" as const, email: `own${member_id}@example.org` },
        seen_on: "2026-02-02",
      })),
    )
    .execute();
  await db
    .insertInto("do_not_write")
    .values(
      ids.filter(isOf(19)).map((member_id) => ({
        ...{ member_id, reason: "private words", asked_on: "2026-02-02" },
        ...{ set_by: null, set_at: now },
      })),
    )
    .execute();
  const kinds = ["supports", "no-answer", "opposes", "declined", "partly"] as const;
  for (const demand_id of [1, 2])
    await db
      .insertInto("stance")
      .values(
        ids
          .filter((id) => (id + demand_id) % 4 === 0)
          .map((member_id) => ({
            ...{ member_id, demand_id, stance: kinds[(member_id + demand_id) % 5]! },
            ...{ quote: "", source: "a letter", stated_on: "2026-01-01" },
          })),
      )
      .execute();
  // two letters in earnest, and a rehearsal, which counts for nothing
  for (const [days, every, rehearsal] of [
    [1, 2, false],
    [40, 3, false],
    [2, 1, true],
  ] as const) {
    const { id } = await db
      .insertInto("letter")
      .values({
        ...{ subject: "To you", body: "", demand_ids: [1], audience: '{"to":"all"}' },
        ...{ per_hour: 60, send_window: "any", state: "sent", rehearsal, next_at: now },
        ...{ created_at: now, counted_at: new Date(now.getTime() - days * 86_400_000) },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("letter_copy")
      .values(
        ids.filter(isOf(every)).map((member_id) => ({
          ...{ letter_id: id, member_id, area_code: `E${14_000_000 + member_id}` },
          ...{ position: member_id, has_address: true },
          state: member_id % 8 === 0 ? ("recent" as const) : ("delivered" as const),
        })),
      )
      .execute();
  }
  await db.insertInto("party_branch").values({ label: "Red (Co-op)", parent: "Red" }).execute();
}

const unescape = (text: string) =>
  text.replaceAll("&#x27;", "'").replaceAll("&amp;", "&").replaceAll("&quot;", '"');

/** The names on all pages of a list, in their order. */
async function listed(query: Record<string, string>): Promise<string[]> {
  const names: string[] = [];
  for (let page = 1; ; page++) {
    const asked = new URLSearchParams({ ...query, ...(page > 1 && { page: String(page) }) });
    const { status, html } = await ann.get(`/organise/members?${asked}`);
    expect(status).toBe(200);
    const rows = [...html.matchAll(/<th scope="row"><a href="[^"]*">(.*?)<\/a>/gs)];
    names.push(...rows.map(([, name]) => unescape(name!.replace(/<[^>]+>|\u00ad/g, ""))));
    if (!html.includes(`aria-label="Page ${page + 1}"`)) return names;
  }
}

interface Facts {
  id: number;
  name: string;
  party: string;
  constituency: string;
  region: string;
}

/** Everything of one member asked for by itself, as slowly as can be. */
async function oracle(holds: (one: Facts) => Promise<boolean> | boolean): Promise<string[]> {
  const { db } = site;
  const all = await db
    .selectFrom("membership as s")
    .innerJoin("member as m", "m.id", "s.member_id")
    .innerJoin("area as a", "a.code", "s.area_code")
    .select(["m.id", "m.name", "m.party", "a.name as constituency", "a.region"])
    .where("s.ended_on", "is", null)
    .orderBy("a.name")
    .execute();
  const found: string[] = [];
  for (const one of all) if (await holds(one)) found.push(one.name);
  return found;
}

const contactsOf = ({ id }: Facts) =>
  site.db.selectFrom("member_contact").selectAll().where("member_id", "=", id).execute();
const isStale = async (one: Facts) => {
  const contacts = await contactsOf(one);
  const isOwn = contacts.some(({ source }) => source === "organiser");
  return contacts.length > 0 && !isOwn && contacts.every(({ stale }) => stale);
};
const saidTo = async ({ id }: Facts, demands: number[]) =>
  (await site.db.selectFrom("stance").selectAll().where("member_id", "=", id).execute()).some(
    ({ demand_id, stance }) => demands.includes(demand_id) && stance !== "no-answer",
  );
const isMuted = async ({ id }: Facts) =>
  (await site.db.selectFrom("do_not_write").selectAll().where("member_id", "=", id).execute())
    .length > 0;
const hadLetter = async ({ id }: Facts) =>
  (
    await site.db
      .selectFrom("letter_copy as c")
      .innerJoin("letter as l", "l.id", "c.letter_id")
      .select("c.state")
      .where("c.member_id", "=", id)
      .where("l.rehearsal", "=", false)
      .execute()
  ).some(({ state }) => state === "delivered");

const slugOf = async (id: number) =>
  (await site.db.selectFrom("demand").select("slug").where("id", "=", id).executeTakeFirstOrThrow())
    .slug;

test("each filter is true to its name, alone and with others", async () => {
  const all = [1, 2, 3, 4, 5];
  const two = await slugOf(2);
  const cases: [Record<string, string>, (one: Facts) => Promise<boolean> | boolean][] = [
    [{}, () => true],
    [{ q: "zoe" }, ({ name }) => name.startsWith("Zoë")],
    [{ q: "01 PLACE" }, ({ constituency }) => /^Place.*01/.test(constituency)],
    [{ q: "co-op" }, ({ party }) => party.includes("Co-op")],
    [{ party: "Red" }, ({ party }) => party.startsWith("Red")],
    [{ party: "Red (Co-op)" }, ({ party }) => party === "Red (Co-op)"],
    [{ party: "Blue" }, ({ party }) => party === "Blue"],
    [{ party: "Nobody" }, () => false],
    [{ region: "South" }, ({ region }) => region === "South"],
    [{ region: "Nowhere" }, () => false],
    [{ address: "none" }, async (one) => (await contactsOf(one)).length === 0],
    [{ address: "known" }, async (one) => (await contactsOf(one)).length > 0],
    [{ address: "stale" }, isStale],
    [
      { address: "own" },
      async (one) => (await contactsOf(one)).some(({ source }) => source === "organiser"),
    ],
    [{ writing: "no" }, isMuted],
    [{ writing: "yes" }, async (one) => !(await isMuted(one))],
    [{ written: "yes" }, hadLetter],
    [{ written: "no" }, async (one) => !(await hadLetter(one))],
    [{ answered: "yes" }, (one) => saidTo(one, all)],
    [{ answered: "no" }, async (one) => !(await saidTo(one, all))],
    [{ answered: "yes", demand: two }, (one) => saidTo(one, [2])],
    [{ answered: "no", demand: two }, async (one) => !(await saidTo(one, [2]))],
    [{ answered: "no", demand: "no-such-demand" }, () => false],
    [
      { party: "Red", region: "North", written: "no", answered: "no" },
      async (one) =>
        one.party.startsWith("Red") &&
        one.region === "North" &&
        !(await hadLetter(one)) &&
        !(await saidTo(one, all)),
    ],
  ];
  for (const [query, holds] of cases)
    expect([query, await listed(query)]).toEqual([query, await oracle(holds)]);
});

test("what no filter knows narrows nothing and breaks nothing; a page that there is not is none", async () => {
  const everybody = await listed({});
  for (const query of [
    { address: "x'; drop table member" },
    { sort: "constructor" },
    { writing: "__proto__" },
    { page: "-1" },
    { party: "x".repeat(201) },
  ])
    expect((await listed(query as never)).length).toBe(everybody.length);
  expect((await ann.get("/organise/members?page=99")).status).toBe(404);
  const { html } = await ann.get(
    `/organise/members?party=${encodeURIComponent('"><script>x</script>')}`,
  );
  expect(html).not.toContain("<script>x");
  expect(html).toContain("No member is like this");
});

test("lists are sorted as asked", async () => {
  const compare = new Intl.Collator("en").compare;
  const names = await listed({ sort: "name" });
  expect(names).toEqual(names.toSorted(compare));
  const latest = await listed({ sort: "latest" });
  const longest = await listed({ sort: "longest" });
  expect(latest.length).toBe(longest.length);
  // those of the newest letter first, those who never had one last
  expect(latest.slice(0, 60)).toContain("Member 2");
  expect(longest.slice(0, 60)).toContain("Member 1");
});

/** Cells of rows that hold no newline. */
const cellsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );

test("the rows asked for come as CSV that no spreadsheet runs, and the log says who took how many", async () => {
  const { html } = await ann.get("/organise/members?party=Red&address=known");
  const { intent, ...carried } = fieldsFor(html, "export");
  expect(carried).toEqual({ party: "Red", address: "known" });
  const file = await ann.post("/organise/members/export", { ...carried, intent: intent! });
  expect(file.status).toBe(200);
  expect(file.headers.get("content-type")).toContain("text/csv");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  expect(file.headers.get("cache-control")).toContain("no-store");
  const [head, ...rows] = cellsOf(file.html);
  const names = rows.map((row) => row[head!.indexOf("member")]);
  const wanted = await listed({ party: "Red", address: "known" });
  expect(names).toEqual(wanted.map((name) => (name.startsWith("=") ? `'${name}` : name)));
  expect(file.html).toContain(`"'=HYPERLINK(1)"`);
  expect(file.html).not.toContain("private words");
  const record = await site.db
    .selectFrom("audit")
    .select(["after"])
    .where("action", "=", "members.export")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(record.after).toEqual({ rows: rows.length, party: "Red", address: "known" });
  expect((await ann.get("/organise/members/export")).location).toBe("/organise/members");
});

const memberPath = "/organise/members/3";
const textsOf = ({ html }: Answer) =>
  [...html.matchAll(/<div class="as-written">(.*?)<\/div>/gs)].map(([, text]) =>
    text!.replace(/<[^>]+>/g, ""),
  );

test("two organisers who say not to write to a member: the second sees both reasons and loses nothing", async () => {
  const opened = fieldsFor((await bo.get(memberPath)).html, "do-not-write");
  const mine = { ...fieldsFor((await ann.get(memberPath)).html, "do-not-write") };
  const first = { ...mine, reason: "A secretary rang.", asked_on: "2026-03-01" };
  expect((await ann.post(memberPath, first)).location).toBe(`${memberPath}?said=write-not`);
  const second = { ...opened, reason: "They wrote to us.", asked_on: "2026-03-02" };
  const refused = await bo.post(memberPath, second);
  expect(refused.status).toBe(409);
  expect(textsOf(refused)).toEqual([
    "A secretary rang.",
    "They wrote to us.",
    "2026-03-01",
    "2026-03-02",
  ]);
  expect(refused.html).toContain('value="They wrote to us."');
  // sent again from the page that shows both, it is kept instead
  const again = { ...second, ...fieldsFor(refused.html, "do-not-write") };
  expect((await bo.post(memberPath, again)).location).toBe(`${memberPath}?said=write-not`);
  const page = (await ann.get(memberPath)).html;
  expect(page).toContain("They wrote to us.");
  expect(page).toContain("bo@example.org");
  expect(page).toContain("Stopped writing to");
  // what was seen is what is taken back
  const stale = await ann.post(memberPath, { intent: "write-again", version: mine.version! });
  expect(stale.status).toBe(409);
  const back = fieldsFor(page, "write-again");
  expect((await ann.post(memberPath, back)).location).toBe(`${memberPath}?said=write-again`);
  expect((await ann.get(memberPath)).html).toContain("Allowed writing again to");
  // without a version nothing is done
  const unnamed: Values = { intent: "do-not-write", reason: "x", asked_on: "2026-03-01" };
  expect((await ann.post(memberPath, unnamed)).status).toBe(422);
});

test("what is wrong with a reason is said, and what was typed is kept", async () => {
  const form = fieldsFor((await ann.get(memberPath)).html, "do-not-write");
  const future = await ann.post(memberPath, { ...form, reason: "So", asked_on: "2999-01-01" });
  expect(future.status).toBe(422);
  expect(future.html).toContain('value="So"');
  expect(future.html).toContain("Give the day on which it was asked");
  const empty = await ann.post(memberPath, { ...form, reason: " ", asked_on: "2026-03-01" });
  expect(empty.status).toBe(422);
  expect(empty.html).toContain("Say why");
});

test("the public page of a member does not tell why there is no letter", async () => {
  for (const path of ["/members/19", "/members?q=Member+19", "/letters"])
    expect((await visitor(site.base).get(path)).html).not.toContain("private words");
});

const parties = "/organise/members/parties";
/** The form of one label. */
function branchForm(html: string, label: string): Values {
  const form = (html.match(/<form\b.*?<\/form>/gs) ?? []).find((one) =>
    one.includes(`name="label" value="${label}"`),
  );
  if (!form) throw new Error(`no form for ${label}`);
  return fieldsFor(form, "branch");
}

test("a party becomes a branch, once and one level deep, and two organisers see both", async () => {
  const page = (await ann.get(parties)).html;
  expect(page).toMatch(/Red<\/a><\/th><td[^>]*>64</);
  const [form, other] = [
    branchForm(page, "Blue"),
    branchForm((await bo.get(parties)).html, "Blue"),
  ];
  expect((await ann.post(parties, { ...form, parent: "Red" })).location).toBe(
    `${parties}?said=branch-set`,
  );
  expect(await listed({ party: "Red" })).toHaveLength(SEATS);
  const refused = await bo.post(parties, { ...other, parent: "Independent" });
  expect(refused.status).toBe(409);
  expect(textsOf(refused)).toEqual(["Red", "Independent"]);
  expect(
    (await bo.post(parties, { ...branchForm(refused.html, "Blue"), parent: "" })).location,
  ).toBe(`${parties}?said=branch-removed`);
  // neither under a branch, nor with branches under it, nor under itself, nor what there is not
  const now = (await ann.get(parties)).html;
  for (const parent of ["Red (Co-op)", "Blue", "No such party"]) {
    const answer = await ann.post(parties, { ...branchForm(now, "Blue"), parent });
    expect(answer.status).toBe(422);
  }
  expect(() => branchForm(now, "Red")).toThrow();
  const unnamed = { label: "Blue", parent: "Red", intent: "branch" };
  expect((await ann.post(parties, unnamed)).status).toBe(422);
});

test("a letter to a party reaches its branches, and says so", async () => {
  expect((await ann.get("/organise/letters/new")).html).toContain("Red, with Red (Co-op)");
  const { location: letter } = await ann.post("/organise/letters/new", {
    ...{ demand: await slugOf(1), subject: "To you", body: "Dear {{member.name}}," },
    ...{ audience: "party", party: "Red", per_hour: "60" },
  });
  expect((await ann.get(letter)).html).toContain("Members of Red, with Red (Co-op)");
});

test("a new branch, and one that is taken away, takes an approval back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 6);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const who = await organiser(db);
  const wish = draft([demand], { audience: { to: "party", parties: ["Red"] } });
  const id = await approved(db, who, wish);
  const branch = (parent: string | null, before: string | null) =>
    inOne(db, (tx) => setBranch(tx, "Blue", parent, branchVersion(before)));
  expect((await branch("Red", null)).said).toBe("branch-set");
  expect(await send(db, id)).toBe("send-stale");
  expect(await approve(db, id, who)).toBe("approved");
  expect((await branch(null, "Red")).said).toBe("branch-removed");
  expect(await send(db, id)).toBe("send-stale");
  await branch("Red", null);
  expect(await send(db, id)).toBe("sending");
  const copies = await db.selectFrom("letter_copy").select("member_id").execute();
  expect(copies).toHaveLength(6);
});

test("two who make one level each at once do not make two", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const none = branchVersion(null);
  for (let round = 0; round < 8; round++) {
    const [a, b, c] = [`A${round}`, `B${round}`, `C${round}`];
    const said = await Promise.all([
      inOne(db, (tx) => setBranch(tx, a, b, none)),
      inOne(db, (tx) => setBranch(tx, b, c, none)),
    ]);
    expect(said.map((one) => one.said).toSorted()).toEqual(["branch-deep", "branch-set"]);
  }
});
