import { afterAll, beforeAll, expect, test } from "vitest";

import { resumeLetter } from "#app/letters/pause-letter.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import { approve, approved, draft, inOne, letterRow, organiser, send } from "./support/letters.ts";
import { signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  await ann.post(await signInPath(site.db), {});
});
afterAll(() => site[Symbol.asyncDispose]());

const letter = { demand: "free-the-prisoners", audience: "all", per_hour: "60" };

test("another tool’s field in the subject or the text is refused and named, and all that was typed is kept", async () => {
  const before = (await site.db.selectFrom("letter").select("id").execute()).length;
  for (const one of ["{name}", "[Name]", "*|FNAME|*", "%recipient.name%", "{{member.nam}}"]) {
    for (const where of ["subject", "body"]) {
      const typed = { subject: "To you", body: "Dear MP, please answer." };
      const fields = { ...letter, ...typed, [where]: `Dear ${one}, please answer.` };
      const refused = await ann.post("/organise/letters/new", fields);
      expect([one, where, refused.status]).toEqual([one, where, 422]);
      const problem = new RegExp(`id="${where}-problem"[^>]*>(.*?)<`, "s").exec(refused.html)![1];
      expect(problem).toContain(`There is no field ${one}`);
      expect(refused.html).toContain(`Dear ${one}, please answer.`);
    }
  }
  expect(await site.db.selectFrom("letter").select("id").execute()).toHaveLength(before);
  const honest = "See [the petition](https://example.org/p) “as it were [sic]” [1].";
  const kept = await ann.post("/organise/letters/new", {
    ...{ ...letter, subject: "To {{member.name}} [1]", body: honest },
  });
  expect(kept.status).toBe(303);
  const edit = `${kept.location.split("?")[0]}/edit`;
  const form = fieldsFor((await ann.get(edit)).html, "show");
  const changed = { ...form, ...letter, subject: "To you", body: "Dear «Name»," };
  expect((await ann.post(edit, changed)).status).toBe(422);
});

/** A text that was kept before it would have been refused. */
const write = (db: Db, id: number, body: string) =>
  db.updateTable("letter").set({ body }).where("id", "=", id).execute();

test("a text that was kept with another tool’s field is not approved, and the page names it", async () => {
  const audience = { to: "all" as const };
  const author = await organiser(site.db, "author@example.org");
  const { id } = await inOne(site.db, (tx) =>
    composeLetter(tx, author, draft([1], { audience }), new Date()),
  );
  await write(site.db, id, "Dear {first_name},");
  const path = `/organise/letters/${id}`;
  const page = (await ann.get(path)).html;
  expect(page).toContain("<li>{first_name}</li>");
  const done = await ann.post(path, fieldsFor(page, "approve"));
  expect(done.location).toBe(`${path}?said=approve-unfilled`);
  expect((await letterRow(site.db, id)).state).toBe("draft");
});

test("what would be unfilled in the copy of a member who had a letter lately is named too", async () => {
  const audience = { to: "all" as const };
  const author = await organiser(site.db, "author@example.org");
  const other = await organiser(site.db, "other@example.org");
  const first = (
    await inOne(site.db, (tx) => composeLetter(tx, author, draft([1], { audience }), now))
  ).id;
  expect(await approve(site.db, first, other)).toBe("approved");
  // its members are left out of the next letter
  expect(await send(site.db, first, { at: new Date() })).toBe("sending");
  await site.db
    .updateTable("area")
    .set({ electorate: null })
    .where("name", "=", "Cardiff West")
    .execute();
  const { id } = await inOne(site.db, (tx) =>
    composeLetter(tx, author, draft([1], { audience, body: "{{share.electorate}}" }), new Date()),
  );
  const path = `/organise/letters/${id}`;
  const page = (await ann.get(path)).html;
  expect((await ann.post(path, fieldsFor(page, "approve"))).location).toBe(
    `${path}?said=approve-unfilled`,
  );
  expect(page).toContain("<li>{{share.electorate}} in ");
  expect(/<li>\{\{share.electorate\}\} in [^<]*Cardiff West/.exec(page)).not.toBeNull();
});

test("of a letter under way the page says what can be done, for its text cannot be changed", async () => {
  const audience = { to: "all" as const };
  const author = await organiser(site.db, "writer@example.org");
  const other = await organiser(site.db, "reader@example.org");
  const wish = draft([2], { audience });
  const { id } = await inOne(site.db, (tx) => composeLetter(tx, author, wish, now));
  expect(await approve(site.db, id, other)).toBe("approved");
  expect(await send(site.db, id, { at: new Date() })).toBe("sending");
  await site.db.updateTable("letter").set({ state: "paused" }).where("id", "=", id).execute();
  await write(site.db, id, "Dear [MP name],");
  const { html } = await ann.get(`/organise/letters/${id}`);
  expect(html).toContain("<li>[MP name]</li>");
  expect(html).toContain("stop this letter for good and write another");
  expect(html).not.toContain("Take it out of the text");
});

test("a new letter begins with the subject of the last one, and says what another one does", async () => {
  const { html } = await ann.get("/organise/letters/new");
  expect(html).toMatch(/<input[^>]* name="subject"[^>]* value="To \{\{member\.name\}\}"/);
  expect(html).toContain("arrives in the same thread");
  expect(html).toContain("their own link stands here");
});

test("a letter that leaves already is held at the first copy that would be unfilled, and does not go on", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand]));
  expect(await send(db, id)).toBe("sending");
  expect(await releaseCopies(db, keys, "mailbox", now)).toBe(1);
  await write(db, id, "Dear [MP name],");
  expect(await releaseCopies(db, keys, "mailbox", later(60))).toBe(0);
  expect((await letterRow(db, id)).state).toBe("paused");
  const go = () => inOne(db, (tx) => resumeLetter(tx, id, later(61)));
  expect(await go()).toEqual({ said: "resume-unfilled" });
  expect(await db.selectFrom("mail_message").select("id").execute()).toHaveLength(1);
  await write(db, id, "Dear {{member.name}},");
  expect((await go()).said).toBe("resumed");
  expect(await releaseCopies(db, keys, "mailbox", later(62))).toBe(1);
});

test("a field that has no value for a member holds the letter, and says for whom", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [50, 60, 70]);
  const author = await organiser(db);
  const electorate = (code: string, electorate: number | null) =>
    db.updateTable("area").set({ electorate }).where("code", "=", code).execute();
  await electorate("E14000002", null);
  const tried = async (body: string, members: number[]) => {
    const audience = { to: "members" as const, members };
    const wish = draft([demand], { body, audience });
    const { id } = await inOne(db, (tx) => composeLetter(tx, author, wish, now));
    return { id, said: await approve(db, id, author) };
  };
  const share = "{{share.electorate}} of the electorate";
  expect((await tried(share, [1, 2, 3])).said).toBe("approve-unfilled");
  expect((await tried("{{total.constituency}} here", [1, 2, 3])).said).toBe("approved");
  const { id, said } = await tried(share, [1, 3]);
  expect(said).toBe("approved");
  // it is lost between the approval and the sending, and between the sending and its turn
  await electorate("E14000003", null);
  expect(await send(db, id)).toBe("send-unfilled");
  await electorate("E14000003", 70_000);
  expect(await send(db, id)).toBe("sending");
  await electorate("E14000003", 0);
  for (const seconds of [0, 60, 120]) await releaseCopies(db, keys, "mailbox", later(seconds));
  expect((await letterRow(db, id)).state).toBe("paused");
  const mails = await db.selectFrom("mail_message").select("params").execute();
  expect(mails).toHaveLength(1);
  expect(mails[0]!.params).toMatchObject({ body: "0\\.071\\% of the electorate" });
  // whoever holds no seat gets no copy, and holds up nobody
  await db.updateTable("membership").set({ ended_on: "2026-01-01" }).execute();
  expect((await tried(share, [1, 3])).said).toBe("approve-nobody");
});
