/** What organisers do with letters on their pages, without a script. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { versionOf } from "#db/version-of.ts";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { type Answer, fieldsFor, type Values, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
let members: number[];
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  const id = await newOrganiser(site.db, "ann@example.org");
  expect((await ann.post(await signInPath(site.db, id), {})).location).toBe("/organise");
  const rows = await site.db
    .selectFrom("membership")
    .select("member_id")
    .orderBy("member_id")
    .execute();
  members = rows.map(({ member_id }) => member_id);
});
afterAll(() => site[Symbol.asyncDispose]());

const text: Values = {
  ...{ demand: "free-the-prisoners", subject: "On prisoners", audience: "all", per_hour: "60" },
  body: "Dear {{member.name}},\n\n{{total.constituency}} signed. Will you say so?",
};
const drafted = async (more: Values = {}) =>
  (await ann.post("/organise/letters/new", { ...text, ...more })).location.split("?")[0]!;
const idOf = (letter: string) => Number(letter.split("/").at(-1));
const rowOf = (letter: string) =>
  site.db.selectFrom("letter").selectAll().where("id", "=", idOf(letter)).executeTakeFirst();
const press = async (letter: string, intent: string, more: Values = {}) =>
  ann.post(letter, { ...fieldsFor((await ann.get(letter)).html, intent), ...more });
/** Without what React puts between texts. */
const plain = ({ html }: Answer) => html.replaceAll("<!-- -->", "");
const said = ({ location }: Answer) => new URL(location, site.base).searchParams.get("said");
const approvedLetter = async (more: Values = {}) => {
  const letter = await drafted(more);
  // a lone organiser approves alone; this one has a colleague on some sites
  await site.db
    .updateTable("letter")
    .set({ created_by: null })
    .where("id", "=", idOf(letter))
    .execute();
  expect(said(await press(letter, "approve"))).toBe("approved");
  return letter;
};

test("letters are found by their words, state, demand and dates, a page at a time, and kept as a file", async () => {
  for (let number = 0; number < 52; number++)
    await drafted({
      subject: `Letter number ${number}`,
      demand: number ? "russian-troops-out" : "free-the-prisoners",
    });
  const found = async (query: string) => {
    const { html } = await ann.get(`/organise/letters?${query}`);
    return [...html.matchAll(/Letter number (\d+)<\/a>/g)].map(([, number]) => Number(number));
  };
  expect(await found("")).toHaveLength(50);
  expect(await found("page=2&q=letter+number")).toEqual([1, 0]);
  expect((await ann.get("/organise/letters?q=letter+number&state=draft")).html).toContain(
    "/organise/letters?q=letter+number&amp;state=draft&amp;page=2",
  );
  expect(await found("q=number+51")).toEqual([51]);
  expect(await found("q=will+you+say&demand=free-the-prisoners&state=draft")).toEqual([0]);
  expect(await found("state=sent")).toEqual([]);
  expect(await found("from=2020-01-01&to=2020-02-01")).toEqual([]);
  expect(await found("from=2020-01-01&to=nonsense")).toHaveLength(50);
  const list = (await ann.get("/organise/letters?q=number+51")).html;
  const file = await ann.post("/organise/letters/export", fieldsFor(list, "export"));
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="letters.csv"');
  const [head, line, ...more] = file.html.trim().split("\r\n");
  expect(head).toMatch(/^"letter","subject","state"/);
  expect(line).toMatch(/^\d+,"Letter number 51","draft","no","All members",0,0,/);
  expect(more).toEqual([]);
  const [entry] = await site.db
    .selectFrom("audit")
    .select(["action", "after"])
    .orderBy("id", "desc")
    .limit(1)
    .execute();
  expect(entry).toMatchObject({ action: "letters.export", after: { letters: 1, q: "number 51" } });
});

test("an audience of regions, parties or members is narrowed by whom it is not for", async () => {
  const [first, second, third] = members as [number, number, number];
  const letter = await drafted({
    ...{ audience: "members", member: [String(first), String(second), String(third)] },
    except: String(second),
  });
  const html = plain(await ann.get(letter));
  expect(html).toContain("3 chosen members, but for 1 member: 2 copies");
  // a search keeps who is ticked
  const found = await ann.post(`${letter}/edit`, {
    ...text,
    ...{
      intent: "show",
      audience: "members",
      member: String(first),
      find_member: "nobody of this name",
    },
  });
  expect(found.status).toBe(200);
  const list = /<div id="member-list".*?<\/div><\/div>|<div id="member-list".*?No other/s.exec(
    found.html,
  )![0];
  expect([...list.matchAll(/checked="" value="(\d+)"/g)].map(([, id]) => Number(id))).toEqual([
    first,
  ]);
});

test("a letter’s buttons say how many copies leave or stay, and its subject is read without braces", async () => {
  const [first, second, third] = members as [number, number, number];
  const three = [String(first), String(second), String(third)];
  const subject = "What {{constituency}} asks of you";
  const letter = await approvedLetter({
    subject,
    audience: "members",
    member: three,
    per_hour: "1",
  });
  const waiting = plain(await ann.get(letter));
  for (const label of ["Send 3 copies", "Send 3 copies then", "Stop 3 copies for good"])
    expect(waiting).toContain(`>${label}</button>`);
  expect(waiting).toContain(">What [constituency] asks of you</h1>");
  for (const path of ["/organise", "/organise/letters"]) {
    const { html } = await ann.get(path);
    expect(html).toContain("What [constituency] asks of you</a>");
    expect(html).not.toContain("{{");
  }
  expect(said(await press(letter, "send", { override_reason: "It is a test." }))).toBe("sending");
  expect(said(await press(letter, "pause"))).toBe("paused");
  const [, left] = /Go on with (\d) cop(?:y|ies)</.exec(plain(await ann.get(letter)))!;
  expect(plain(await ann.get(letter))).toMatch(
    new RegExp(`>Stop ${left} (?:copy|copies) for good</button>`),
  );
});

test("one member is left out on the page, shown as such, and put back", async () => {
  const letter = await approvedLetter();
  const [first] = members;
  const out = await ann.post(`${letter}?q=x&state=waiting`, {
    ...{ intent: "leave-out", member: String(first) },
  });
  expect(out.location).toBe(`${letter}?q=x&state=waiting&said=left-out-approved`);
  const { html } = await ann.get(`${letter}?state=left-out`);
  expect(html).toContain("left out by an organiser");
  expect(html).toContain("Approve what stands now");
  expect(html).not.toContain('value="schedule"');
  expect(
    said(await press(letter, "send").catch(() => ({ location: "/?said=none" }) as Answer)),
  ).toBe("none");
  const back = await ann.post(letter, { intent: "put-back", member: String(first) });
  expect(said(back)).toBe("put-back");
  expect((await ann.get(letter)).html).not.toContain("Approve what stands now");
  for (const member of ["", "x", "999999"])
    expect((await ann.post(letter, { intent: "leave-out", member })).status).toBeGreaterThanOrEqual(
      400,
    );
});

test("a letter is sent by itself at a time that is shown as London’s; a wrong one is refused with what was typed", async () => {
  const letter = await approvedLetter({ subject: "By itself" });
  const wrong = await press(letter, "schedule", { send_at: "2020-01-01T10:00" });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain("Give a time that is still to come.");
  expect(wrong.html).toContain('value="2020-01-01T10:00"');
  const soon = new Date(Date.now() + 3 * 86_400_000);
  const typed = `${soon.toISOString().slice(0, 10)}T12:00`;
  expect(said(await press(letter, "schedule", { send_at: typed }))).toBe("scheduled");
  expect((await ann.get(letter)).html).toMatch(
    /Sent by itself on <time[^>]*>[^<]*, 12:00<\/time>, London time/,
  );
  expect((await ann.get("/organise/letters")).html).toContain("leaves ");
  const old = fieldsFor((await ann.get(letter)).html, "schedule");
  await ann.post(letter, { intent: "leave-out", member: String(members[0]) });
  const stale = await ann.post(letter, { ...old, send_at: typed });
  expect(stale.status).toBe(409);
  expect(stale.html).toContain("No time was set.");
  expect(stale.html).toContain("left out by an organiser");
  expect(said(await press(letter, "unschedule"))).toBe("unscheduled");
  expect(await rowOf(letter)).toMatchObject({ send_at: null, state: "approved" });
  expect(said(await press(letter, "reopen"))).toBe("reopened");
  expect(await rowOf(letter)).toMatchObject({ state: "draft", approved_by: null });
});

test("at its time the letter leaves, with nobody at the page", async () => {
  const letter = await approvedLetter({ subject: "Nobody is there" });
  const typed = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T12:00`;
  await press(letter, "schedule", { send_at: typed });
  await site.db
    .updateTable("letter")
    .set({ send_at: new Date() })
    .where("id", "=", idOf(letter))
    .execute();
  await expect
    .poll(async () => (await rowOf(letter))?.state, { timeout: 20_000 })
    .toMatch(/sending|sent/);
  await ann.post(letter, fieldsFor((await ann.get(letter)).html, "cancel"));
});

test("a copy that came back is sent again from the page, once its address is another; the page shows both mails", async () => {
  const letter = await approvedLetter({ subject: "It came back", per_hour: "100000" });
  expect(said(await press(letter, "send", { override_reason: "It is a test." }))).toBe("sending");
  await expect.poll(async () => (await rowOf(letter))?.state, { timeout: 20_000 }).toBe("sent");
  const [member] = members;
  const where = { letter_id: idOf(letter), member_id: member! };
  const at = new Date("2026-03-04T11:00:00Z");
  const mail = await site.db
    .selectFrom("letter_try")
    .select("mail_id")
    .where("letter_id", "=", where.letter_id)
    .where("member_id", "=", where.member_id)
    .executeTakeFirstOrThrow();
  // as if it had been sent in earnest, and had bounced
  await site.db
    .updateTable("letter")
    .set({ rehearsal: false })
    .where("id", "=", where.letter_id)
    .execute();
  await site.db
    .updateTable("letter_try")
    .set({ address: "old@example.org", bounced_at: at, problem: "no such box" })
    .where("mail_id", "=", mail.mail_id)
    .execute();
  await site.db
    .updateTable("letter_copy")
    .set({ state: "bounced", problem: "no such box" })
    .where("mail_id", "=", mail.mail_id)
    .execute();
  const page = await ann.get(`${letter}?state=bounced`);
  expect(plain(page)).toContain("not delivered: it bounced (no such box)");
  expect(plain(page)).toMatch(/bounced <time[^>]*>4 Mar 2026, 11:00/);
  const form = fieldsFor(page.html, "again");
  await site.db
    .insertInto("member_contact")
    .values({
      member_id: member!,
      source: "organiser",
      email: "new@example.org",
      seen_on: "2026-03-05",
    })
    .execute();
  const stale = await ann.post(letter, form);
  expect(stale.status).toBe(409);
  expect(stale.html).toContain("letters go to new@example.org");
  const again = await ann.post(
    letter,
    fieldsFor((await ann.get(`${letter}?state=bounced`)).html, "again"),
  );
  expect(said(again)).toBe("again");
  await expect.poll(async () => (await rowOf(letter))?.state, { timeout: 20_000 }).toBe("sent");
  const html = plain(await ann.get(letter));
  expect(html).toMatch(/Email 1 to [^:]*old@/);
  expect(html).toMatch(/Email 2 to [^:]*new@/);
  const file = await ann.post(`${letter}/export`, fieldsFor(html, "export"));
  const lines = file.html.split("\r\n").filter((line) => line.includes(`,${member},`));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('"old@example.org"');
  const tasks = await site.db
    .selectFrom("audit")
    .select("action")
    .where("action", "=", "letter.again")
    .execute();
  expect(tasks).toHaveLength(1);
});

test("a letter is duplicated as a draft; a draft is deleted by typing, not from an old page", async () => {
  const letter = await approvedLetter({ subject: "Twice" });
  const copy = await press(letter, "duplicate");
  expect(said(copy)).toBe("duplicated");
  const draft = copy.location.split("?")[0]!;
  expect(await rowOf(draft)).toMatchObject({ subject: "Twice", state: "draft" });
  const refused = await press(draft, "delete", { confirm: "yes" });
  expect([refused.status, refused.html.includes("Type the word delete")]).toEqual([422, true]);
  const old = fieldsFor((await ann.get(draft)).html, "delete");
  const edit = fieldsFor((await ann.get(`${draft}/edit`)).html, "show");
  await ann.post(`${draft}/edit`, { ...text, ...edit, subject: "Otherwise" });
  const stale = await ann.post(draft, { ...old, confirm: "delete" });
  expect([stale.status, stale.html.includes("It was not deleted.")]).toEqual([409, true]);
  expect(stale.html).toContain("<figcaption>What you saw</figcaption>");
  expect(said(await press(draft, "delete", { confirm: "Delete" }))).toBe("deleted");
  expect((await ann.get(draft)).status).toBe(404);
  const late = await ann.post(letter, {
    intent: "delete",
    confirm: "delete",
    version: versionOf(1),
  });
  expect(said(late)).toBe("delete-late");
});

test("what an office would stumble over is said beside the letter, and holds nothing", async () => {
  const letter = await drafted({
    subject: "Long",
    body: `Dear {{member.name}},\n\nwe ask three things. Will you act? Will you write?\n\n${"word ".repeat(210)}\n\nSee https://elsewhere.example/petition`,
  });
  const { html } = await ann.get(letter);
  for (const advice of [
    "It has 2",
    "It asks 2 questions",
    "three things",
    "It has no number",
    "elsewhere.example",
  ])
    expect([advice, html.includes(advice)]).toEqual([advice, true]);
  await site.db
    .updateTable("letter")
    .set({ created_by: null })
    .where("id", "=", idOf(letter))
    .execute();
  expect(said(await press(letter, "approve"))).toBe("approved");
});
