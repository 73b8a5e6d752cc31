/** A demand from nothing to what its readers will see, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { enter, formIn, madeBy, type Organiser, typedDemand } from "./support/demands.ts";
import { type Site, startSite } from "./support/server.ts";
import { visitor } from "./support/visitor.ts";

let site: Site;
let ann: Organiser;
beforeAll(async () => {
  site = await startSite();
  ann = await enter(site, "ann@example.org");
});
afterAll(() => site[Symbol.asyncDispose]());

const rowOf = (path: string) =>
  site.db
    .selectFrom("demand")
    .selectAll()
    .where("id", "=", Number(path.split("/").at(-1)))
    .executeTakeFirstOrThrow();

test("a demand is made, translated and looked at, and nobody else sees the draft", async () => {
  const made = await ann.post("/organise/demands/new", typedDemand);
  expect(made.location).toMatch(/^\/organise\/demands\/\d+\?said=demand-made$/);
  const page = made.location.split("?")[0]!;
  expect(formIn(await ann.get(made.location))).toMatchObject({
    ...typedDemand,
    slug: "let-the-journalists-go",
  });

  const ukrainian = `${page}/words/uk`;
  const words = {
    ...{ title: "Звільніть журналістів", summary: "Ніхто не має сидіти за репортаж." },
    ...{ body: "Вони **писали**.", addressee: "влада", translated_by: "Оля" },
  };
  const kept = await ann.post(ukrainian, { ...formIn(await ann.get(ukrainian)), ...words });
  expect(kept.location).toBe(`${ukrainian}?said=translation-kept`);
  expect(formIn(await ann.get(ukrainian))).toMatchObject(words);
  const seen = await ann.get(`${page}/preview?lang=uk`);
  expect(seen.html).toContain("<strong>писали</strong>");
  expect(seen.html).toContain("Переклад:");
  const kazakh = await ann.get(`${page}/preview?lang=kk`);
  expect(kazakh.html).toContain("<strong>reported</strong>");
  expect(kazakh.html).toContain("Бұл талап әлі аударылған");

  const anybody = visitor(site.base);
  expect((await anybody.get("/demands/let-the-journalists-go")).status).toBe(404);
  expect((await anybody.get("/")).html).not.toContain("journalists");
  expect((await anybody.get("/demands.atom")).html).not.toContain("journalists");
  expect((await anybody.get(`${page}/preview`)).location).toBe("/organise/sign-in");
  const list = await ann.get("/organise/demands?q=JOURNALIST&state=draft");
  expect(list.html).toContain("Let the journalists go");
  expect(list.html).toMatch(/Kazakh<\/a><span class="tag">missing/);
  expect((await ann.get("/organise/demands?state=open")).html).not.toContain("journalists go");
});

test("all that is wrong is said at once, and nothing typed is lost", async () => {
  const wrong = {
    ...{ title: "", summary: "x".repeat(401), body: "Kept <b>words</b>", addressee: "them" },
    ...{ goal: "-5", opened_at: "2020-01-01T10:00", closes_at: "soon", slug: "No Slug" },
    ...{ topics: "a, b!c", position: "x" },
  };
  const refused = await ann.post("/organise/demands/new", wrong);
  expect(refused.status).toBe(422);
  const said = [...refused.html.matchAll(/<li><a href="#(\w+)">/g)].map(([, field]) => field);
  expect(said.toSorted()).toEqual(
    ["closes_at", "goal", "opened_at", "position", "slug", "summary", "title", "topics"].toSorted(),
  );
  expect(formIn(refused).body).toBe("Kept &lt;b&gt;words&lt;/b&gt;");
  for (const name of ["goal", "closes_at", "slug", "topics"] as const)
    expect(formIn(refused)[name]).toBe(wrong[name]);
  const page = await madeBy(ann, { title: "To be changed" });
  const form = formIn(await ann.get(page));
  const again = await ann.post(page, { ...form, addressee: " ", title: "Typed" });
  expect(again.status).toBe(422);
  expect(formIn(again)).toMatchObject({ title: "Typed", version: form["version"] });
  // to be shown how it looks, nothing has to be right
  const shown = await ann.post(page, { ...form, addressee: "", body: "*so*", intent: "show" });
  expect([shown.status, shown.html.includes("<em>so</em>")]).toEqual([200, true]);
  expect((await rowOf(page)).slug).toBe("to-be-changed");
});

test("times are the legislature’s: a time that clocks leave out is refused, of one that comes twice the second is meant", async () => {
  const page = await madeBy(ann, { title: "Times" });
  const year = new Date().getUTCFullYear() + 2;
  const lastSunday = (month: number) => {
    const last = new Date(Date.UTC(year, month, 0));
    return `${year}-${String(month).padStart(2, "0")}-${last.getUTCDate() - last.getUTCDay()}`;
  };
  const keep = async (closes_at: string) =>
    ann.post(page, { ...formIn(await ann.get(page)), closes_at });
  const gap = await keep(`${lastSunday(3)}T01:30`);
  expect(gap.status).toBe(422);
  expect(gap.html).toContain("That time does not exist in London");
  expect(formIn(gap)["closes_at"]).toBe(`${lastSunday(3)}T01:30`);
  for (const [typed, kept] of [
    [`${year}-07-01T17:00`, `${year}-07-01T16:00:00.000Z`],
    [`${year}-12-01T17:00`, `${year}-12-01T17:00:00.000Z`],
    [`${lastSunday(10)}T01:30`, `${lastSunday(10)}T01:30:00.000Z`],
    [
      `${lastSunday(10)}T00:30`,
      `${lastSunday(10).slice(0, 8)}${String(Number(lastSunday(10).slice(8)) - 1).padStart(2, "0")}T23:30:00.000Z`,
    ],
  ] as const) {
    expect((await keep(typed)).status).toBe(303);
    expect((await rowOf(page)).closes_at?.toISOString()).toBe(kept);
    expect(formIn(await ann.get(page))["closes_at"]).toBe(typed);
  }
  const form = formIn(await ann.get(page));
  const turned = { ...form, opened_at: `${year}-05-02T10:00`, closes_at: `${year}-05-01T10:00` };
  expect((await ann.post(page, turned)).html).toContain("It would close before it opens");
});

test("a slug leads to one demand for ever: old ones stay, and no other demand gets them", async () => {
  const page = await madeBy(ann, { title: "Free the miners of Zhanaozen" });
  const id = Number(page.split("/").at(-1));
  const rename = async (slug: string) => ann.post(page, { ...formIn(await ann.get(page)), slug });
  expect((await rename("free-the-miners")).status).toBe(303);
  expect((await rename("miners")).status).toBe(303);
  const old = await site.db
    .selectFrom("demand_slug")
    .select("slug")
    .where("demand_id", "=", id)
    .orderBy("slug")
    .execute();
  expect(old.map(({ slug }) => slug)).toEqual(["free-the-miners", "free-the-miners-of-zhanaozen"]);
  for (const slug of ["miners", "free-the-miners"]) {
    const taken = await ann.post("/organise/demands/new", { ...typedDemand, slug });
    expect([slug, taken.status]).toEqual([slug, 422]);
    expect(taken.html).toContain("Another demand has this address, or had it once");
    expect(formIn(taken)).toMatchObject({ ...typedDemand, slug });
  }
  // what is proposed makes way
  const other = await madeBy(ann, { title: "Free the miners" });
  expect((await rowOf(other)).slug).toBe("free-the-miners-2");
  expect((await rename("free-the-prisoners")).status).toBe(422);
  // its own old one may be taken again
  expect((await rename("free-the-miners")).status).toBe(303);
});

test("the same slug asked for at once is given once", async () => {
  const all = await Promise.all(
    Array.from({ length: 6 }, () =>
      ann.post("/organise/demands/new", { ...typedDemand, slug: "at-once" }),
    ),
  );
  expect(all.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422, 422, 422]);
});

test("the order is changed by buttons, and nothing is moved in an order that was not seen", async () => {
  const order = async () => {
    const { html } = await ann.get("/organise/demands");
    return [...html.matchAll(/id="demand-(\d+)"/g)].map(([, id]) => id!);
  };
  const version = async () =>
    /name="version" value="([^"]*)"/.exec((await ann.get("/organise/demands")).html)![1]!;
  const [first, second, ...rest] = await order();
  const saw = await version();
  const move = { intent: "move", demand: second!, way: "up", version: saw };
  expect((await ann.post("/organise/demands", move)).location).toBe(
    `/organise/demands?said=demands-moved#demand-${second}`,
  );
  expect(await order()).toEqual([second, first, ...rest]);
  const stale = await ann.post("/organise/demands", move);
  expect([stale.status, stale.html.includes("Nothing was moved")]).toEqual([409, true]);
  expect(await order()).toEqual([second, first, ...rest]);
  const down = { ...move, way: "down", version: await version() };
  expect((await ann.post("/organise/demands", down)).status).toBe(303);
  expect(await order()).toEqual([first, second, ...rest]);
});

test("what organisers change is in the audit log, before and after", async () => {
  const page = await madeBy(ann, { title: "Logged" });
  await ann.post(page, { ...formIn(await ann.get(page)), goal: "5000", summary: "Other words." });
  const subject = page.replace("/organise/demands/", "demand ");
  const records = await site.db
    .selectFrom("audit")
    .select(["action", "before", "after"])
    .where("subject", "=", subject)
    .orderBy("id")
    .execute();
  expect(records).toMatchObject([
    { action: "demand.create", before: null, after: { title: "Logged", goal: null } },
    {
      action: "demand.write",
      before: { summary: typedDemand.summary, goal: null },
      after: { summary: "Other words.", goal: 5000 },
    },
  ]);
});
