/** Two organisers with the same pages open, over HTTP: whoever is second is told, and loses nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { keepTask, listTasks } from "#app/organisers/tasks.server.ts";
import { pauseMail } from "#emails/pause.ts";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { type Answer, fieldsFor, type Values, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
let bo: ReturnType<typeof visitor>;
let boId: number;
beforeAll(async () => {
  site = await startSite();
  [ann, bo] = [visitor(site.base), visitor(site.base)];
  await enter(ann, await newOrganiser(site.db, "ann@example.org"));
  boId = await newOrganiser(site.db, "bo@example.org");
  await enter(bo, boId);
});
afterAll(() => site[Symbol.asyncDispose]());

async function enter(person: typeof ann, id: number): Promise<void> {
  expect((await person.post(await signInPath(site.db, id), {})).location).toBe("/organise");
}

const text: Values = {
  ...{ demand: "free-the-prisoners", subject: "To you", body: "Dear {{member.name}},\n\nplease." },
  ...{ audience: "all", per_hour: "60" },
};
const drafted = async (more: Values = {}) =>
  (await ann.post("/organise/letters/new", { ...text, ...more })).location.split("?")[0]!;
const stateOf = async (letter: string) =>
  await site.db
    .selectFrom("letter")
    .select(["state", "body"])
    .where("id", "=", Number(letter.split("/").at(-1)))
    .executeTakeFirstOrThrow();
/** The texts beside each other, without their marks. */
const sides = ({ html }: Answer) =>
  [
    ...html.matchAll(/<figcaption>(.*?)<\/figcaption>.*?<div class="as-written">(.*?)<\/div>/gs),
  ].map(([, title, side]) => [title, side!.replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'")]);
const valueOf = ({ html }: Answer, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

test("an approval from a page that shows another text is refused with both texts, and goes on from there", async () => {
  const letter = await drafted();
  const opened = await bo.get(letter);
  const edit = fieldsFor((await ann.get(`${letter}/edit`)).html, "show");
  const changed = { ...text, body: "Dear {{member.name}},\n\nnever mind." };
  const kept = await ann.post(`${letter}/edit`, { ...edit, ...changed });
  expect(kept.location).toBe(`${letter}?said=revised`);

  const refused = await bo.post(letter, fieldsFor(opened.html, "approve"));
  expect(refused.status).toBe(409);
  expect(sides(refused)).toEqual([
    ["What you saw", "Dear {{member.name}},\n\nplease."],
    ["What stands now", "Dear {{member.name}},\n\nnever mind."],
  ]);
  expect(refused.html).toContain("ann@example.org");
  expect(await stateOf(letter)).toMatchObject({ state: "draft" });
  // the button of the page that says so approves what it shows
  const approved = await bo.post(letter, fieldsFor(refused.html, "approve"));
  expect(approved.location).toBe(`${letter}?said=approved`);
  expect(await stateOf(letter)).toMatchObject({ state: "approved", body: changed.body });
});

test("an approval that does not say what was seen is none, and the page shows what there is", async () => {
  const letter = await drafted();
  const refused = await bo.post(letter, { intent: "approve" });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("does not say which version");
  expect(await stateOf(letter)).toMatchObject({ state: "draft" });
  expect((await bo.post(letter, fieldsFor(refused.html, "approve"))).status).toBe(303);
});

test("approving and rewriting pressed at once never approve what was not read", async () => {
  for (let round = 0; round < 6; round++) {
    const letter = await drafted({ subject: `At once ${round}` });
    const approve = fieldsFor((await bo.get(letter)).html, "approve");
    const edit = fieldsFor((await ann.get(`${letter}/edit`)).html, "show");
    const other = { ...text, body: "Unread." };
    const [approval, revision] = await Promise.all([
      bo.post(letter, approve),
      ann.post(`${letter}/edit`, { ...edit, ...other }),
    ]);
    const { state, body } = await stateOf(letter);
    const end = [approval.status, revision.status, state, body];
    if (state === "approved") expect(end).toEqual([303, 409, "approved", text["body"]]);
    else expect(end).toEqual([409, 303, "draft", "Unread."]);
  }
});

test("an edit from an old form overwrites nothing, keeps what was typed, and can be kept knowingly", async () => {
  const letter = await drafted();
  const [annes, bos] = await Promise.all(
    [ann, bo].map(async (who) => fieldsFor((await who.get(`${letter}/edit`)).html, "show")),
  );
  await ann.post(`${letter}/edit`, { ...annes, ...text, body: "Ann's words." });
  const typed = {
    ...text,
    body: "Bo's words.",
    per_hour: "77",
    audience: "threshold",
    threshold: "9",
  };
  const refused = await bo.post(`${letter}/edit`, { ...bos, ...typed });
  expect(refused.status).toBe(409);
  expect(sides(refused).slice(0, 2)).toEqual([
    ["Kept now", "Ann's words."],
    ["Yours, not kept yet", "Bo's words."],
  ]);
  for (const kept of ["Bo&#x27;s words.</textarea>", 'value="77"', 'value="9"'])
    expect(refused.html).toContain(kept);
  expect(await stateOf(letter)).toMatchObject({ body: "Ann's words." });
  // a look at a sample in between does not make it newer
  const looked = await bo.post(`${letter}/edit`, { ...bos, ...typed, intent: "show" });
  expect(valueOf(looked, "version")).toBe(bos!["version"]);
  const again = fieldsFor(refused.html, "show");
  const over = await bo.post(`${letter}/edit`, { ...again, ...typed });
  expect(over.location).toBe(`${letter}?said=revised`);
  expect(await stateOf(letter)).toMatchObject({ body: "Bo's words." });
  // the same form pressed twice is no conflict
  expect((await bo.post(`${letter}/edit`, { ...again, ...typed })).status).toBe(303);
  expect((await bo.post(`${letter}/edit`, typed)).status).toBe(303);
  expect((await bo.post(`${letter}/edit`, { ...typed, body: "Unnamed." })).status).toBe(422);
});

test("what is typed while the letter is approved is kept, as a draft of its own if one likes", async () => {
  const letter = await drafted();
  const edit = fieldsFor((await ann.get(`${letter}/edit`)).html, "show");
  await bo.post(letter, fieldsFor((await bo.get(letter)).html, "approve"));
  const refused = await ann.post(`${letter}/edit`, { ...edit, ...text, body: "Too late." });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain("Too late.</textarea>");
  expect(refused.html).toMatch(/<form method="post" action="\/organise\/letters\/new"/);
  expect(await stateOf(letter)).toMatchObject({ state: "approved", body: text["body"] });
});

test("a letter whose recipients changed since the approval is not sent before it was looked at again", async () => {
  const letter = await drafted({ audience: "all", subject: "Recipients" });
  await bo.post(letter, fieldsFor((await bo.get(letter)).html, "approve"));
  const opened = await ann.get(letter);
  const { id } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  const title = "Free all prisoners";
  await site.db
    .updateTable("demand_text")
    .set({ title })
    .where("demand_id", "=", id)
    .where("locale", "=", "en")
    .execute();
  const reason = { override_reason: "Shots were fired." };
  const refused = await ann.post(letter, { ...fieldsFor(opened.html, "send"), ...reason });
  expect(refused.status).toBe(409);
  expect(refused.html).toContain(title);
  expect(await stateOf(letter)).toMatchObject({ state: "approved" });
  // its author does not approve it anew, somebody else does
  const page = await ann.get(letter);
  expect(page.html).not.toContain('value="send"');
  const own = await ann.post(letter, fieldsFor(page.html, "approve"));
  expect(own.location).toBe(`${letter}?said=approve-other`);
  const anew = await bo.post(letter, fieldsFor((await bo.get(letter)).html, "approve"));
  expect(anew.location).toBe(`${letter}?said=approved`);
  const sent = await ann.post(letter, {
    ...fieldsFor((await ann.get(letter)).html, "send"),
    ...reason,
  });
  expect(sent.location).toBe(`${letter}?said=sending`);
});

test("a letter that was let go on and paused again is not resumed by an old page", async () => {
  const letter = await drafted({ per_hour: "1", subject: "Paused twice" });
  const does = async (who: typeof ann, intent: string, more: Values = {}) =>
    who.post(letter, { ...fieldsFor((await who.get(letter)).html, intent), ...more });
  await does(bo, "approve");
  await does(bo, "send", { override_reason: "For the test." });
  expect((await does(ann, "pause")).location).toBe(`${letter}?said=paused`);
  const opened = await bo.get(letter);
  await does(ann, "resume");
  await does(ann, "pause");
  const refused = await bo.post(letter, fieldsFor(opened.html, "resume"));
  expect(refused.status).toBe(409);
  expect(await stateOf(letter)).toMatchObject({ state: "paused" });
  expect((await bo.post(letter, { intent: "resume" })).status).toBe(422);
  expect((await bo.post(letter, fieldsFor(refused.html, "resume"))).location).toBe(
    `${letter}?said=resumed`,
  );
  // stopping what is on its way asks for nothing
  expect((await bo.post(letter, { intent: "cancel" })).location).toBe(`${letter}?said=cancelled`);
});

test("a draft that somebody works on is not stopped by an old page", async () => {
  const letter = await drafted();
  const opened = await bo.get(letter);
  const edit = fieldsFor((await ann.get(`${letter}/edit`)).html, "show");
  await ann.post(`${letter}/edit`, { ...edit, ...text, body: "An evening’s work." });
  const refused = await bo.post(letter, fieldsFor(opened.html, "cancel"));
  expect([refused.status, (await stateOf(letter)).state]).toEqual([409, "draft"]);
  // a test copy changes nothing of it
  await ann.post(letter, { intent: "test" });
  expect((await bo.post(letter, fieldsFor(refused.html, "cancel"))).location).toBe(
    `${letter}?said=cancelled`,
  );
});

test("an address that two organisers give is the first one’s, until the second has seen it", async () => {
  const { id } = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  const path = `/organise/members/${id}`;
  const own = async () =>
    (
      await site.db
        .selectFrom("member_contact")
        .select("email")
        .where("member_id", "=", id)
        .where("source", "=", "organiser")
        .executeTakeFirst()
    )?.email;
  const opened = fieldsFor((await bo.get(path)).html, "address");
  const given = fieldsFor((await ann.get(path)).html, "address");
  await ann.post(path, { ...given, email: "office@example.org" });
  const refused = await bo.post(path, { ...opened, email: "desk@example.org" });
  expect(refused.status).toBe(409);
  expect(sides(refused)).toEqual([
    ["Kept now", "office@example.org"],
    ["Yours, not kept yet", "desk@example.org"],
  ]);
  expect(refused.html).toContain('value="desk@example.org"');
  expect(await own()).toBe("office@example.org");
  expect((await bo.post(path, { ...opened, email: "office@example.org" })).status).toBe(303);
  expect((await bo.post(path, { intent: "address", email: "x@example.org" })).status).toBe(422);
  const over = { ...fieldsFor(refused.html, "address"), email: "desk@example.org" };
  expect((await bo.post(path, over)).location).toBe(`${path}?said=address-set`);
  expect(await own()).toBe("desk@example.org");
  const form = fieldsFor((await ann.get(path)).html, "address");
  const [one, other] = await Promise.all(
    [ann, bo].map((who, index) => who.post(path, { ...form, email: `${index}@example.org` })),
  );
  expect([one!.status, other!.status].toSorted()).toEqual([303, 409]);
});

test("of two answers recorded at once the second is not kept unseen; other demands are no matter", async () => {
  const { id } = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  const path = `/organise/members/${id}`;
  const opened = fieldsFor((await bo.get(path)).html, "stance");
  const said = { demand: "free-the-prisoners", date: "2026-01-01", source: "a letter" };
  const both = await Promise.all([
    ann.post(path, { ...opened, ...said, stance: "supports", quote: "Yes." }),
    bo.post(path, { ...opened, ...said, stance: "opposes", quote: "No." }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  const refused = both.find(({ status }) => status === 409)!;
  const shown = sides(refused).map(([, side]) => side);
  expect(shown.toSorted()).toEqual(["No.", "Opposes", "Supports", "Yes."]);
  const other = { ...opened, ...said, demand: "withdraw-the-troops", stance: "partly" };
  expect((await bo.post(path, other)).location).toBe(`${path}?said=stance-recorded`);
  expect((await bo.post(path, { intent: "stance", ...said, stance: "partly" })).status).toBe(422);
});

test("a task that tells of something else by now is not taken off the list by an old page", async () => {
  const now = new Date();
  const facts = {
    kind: "unlisted",
    hours: 1,
    of: 60,
    held: 0,
    usual: 2,
    over: 1,
    most: 50,
  } as const;
  const task = (since: string, count: number) => ({
    kind: "stuffing" as const,
    subject: "unlisted of the test",
    data: { ...facts, names: [], count, since, until: null },
  });
  await keepTask(site.db, task("2026-03-04T10:00:00Z", 50), true, now);
  const opened = fieldsFor((await bo.get("/organise")).html, "task-done");
  // numbers that move are no news
  await keepTask(site.db, task("2026-03-04T10:00:00Z", 70), false, now);
  expect(fieldsFor((await ann.get("/organise")).html, "task-done")).toEqual(opened);
  await keepTask(site.db, task("2026-03-04T15:00:00Z", 90), true, now);
  const refused = await bo.post("/organise", opened);
  expect(refused.status).toBe(409);
  expect(await listTasks(site.db)).toHaveLength(1);
  const done = await bo.post("/organise", fieldsFor(refused.html, "task-done"));
  expect(done.location).toBe("/organise?said=task-done");
  expect((await ann.post("/organise", opened)).location).toBe("/organise?said=task-gone");
});

test("mail that has stopped for another reason is not let go on by an old page", async () => {
  const halt = (problem: string) =>
    pauseMail(
      site.db,
      "mailbox",
      { halt: { code: "smtp-refused", problem } },
      new Date(),
      new Date(),
    );
  await halt("the user is unknown");
  const opened = fieldsFor((await bo.get("/organise")).html, "resume-mail");
  await ann.post("/organise", opened);
  await halt("the sender is blocked");
  const refused = await bo.post("/organise", opened);
  expect(refused.status).toBe(409);
  expect(refused.html).toContain("the sender is blocked");
  const again = fieldsFor(refused.html, "resume-mail");
  expect((await bo.post("/organise", again)).location).toBe("/organise?said=mail-resumed");
  // pressed once more it does nothing
  expect((await ann.post("/organise", again)).location).toBe("/organise?said=mail-resumed");
});

test("stopping and allowing letters twice is stopping and allowing them once", async () => {
  const path = "/organise/letters/stop-all";
  for (const [intent, said] of [
    ["stop-letters", "stopped"],
    ["allow-letters", "allowed"],
  ])
    for (const who of [ann, bo])
      expect((await who.post(path, { intent: intent!, typed: " Stop" })).location).toBe(
        `${path}?said=${said}`,
      );
});

test("a form that asks for a fresh sign-in waits for it in its page, and then goes on as it was typed", async () => {
  const id = boId;
  const age = (minutes: number) =>
    site.db
      .updateTable("organiser_session")
      .set({ created_at: new Date(Date.now() - minutes * 60_000) })
      .where("organiser_id", "=", id)
      .execute();
  const member = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  const path = `/organise/members/${member.id}`;
  const form = {
    ...fieldsFor((await bo.get(path)).html, "address"),
    email: `"o'neil"@example.org`,
  };
  await age(11);
  const waits = await bo.post(path, form);
  expect(waits.status).toBe(403);
  expect(waits.headers.get("cache-control")).toBe("no-store");
  const kept = fieldsFor(waits.html, "address", "email");
  expect(kept).toEqual(form);
  expect(waits.html).toContain(`<form method="post" action="${path}" id="waiting">`);
  await enter(bo, id);
  expect((await bo.post(path, { ...kept, email: "oneil@example.org" })).location).toBe(
    `${path}?said=address-set`,
  );
  // holding a letter is never made harder
  await age(11);
  const letter = await drafted();
  expect((await bo.post(letter, { intent: "pause" })).location).toBe(`${letter}?said=not-sending`);
  // a letter typed for longer than a session lasts is kept too
  await site.db
    .updateTable("organiser_session")
    .set({ seen_at: new Date(Date.now() - 31 * 60_000) })
    .where("organiser_id", "=", id)
    .execute();
  const late = await bo.post("/organise/letters/new", { ...text, body: "Half an hour’s work." });
  expect([late.status, late.html.includes("Half an hour’s work.")]).toEqual([403, true]);
  await enter(bo, id);
});
