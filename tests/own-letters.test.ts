/** A letter in one's own words: from its writer's inbox to one's own member, paced, given back, asked about, erased. */
import { expect, test } from "vitest";

import { listOwnWords } from "#app/letters/public/own-words.server.ts";
import { listCopyFacts } from "#app/letters/copy-facts.server.ts";
import { listLettersAbout } from "#app/letters/public/about-demand.server.ts";
import { stopLetters } from "#app/letters/stop-letters.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { heldTasks, listTasks } from "#app/organisers/tasks.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { exportHeld } from "#app/signatures/manage/export.ts";
import { erase, withdraw } from "#app/signatures/withdraw.server.ts";
import { compare } from "#app/write/compare.server.ts";
import { forgetLetters } from "#app/write/forget-letters.server.ts";
import { refuseHeld, releaseHeld } from "#app/write/held/decide.server.ts";
import { listHeld } from "#app/write/held/list-held.server.ts";
import { askWriters } from "#app/write/leaving/ask-writers.server.ts";
import { giveBack } from "#app/write/leaving/give-back.server.ts";
import { releaseOwnLetters } from "#app/write/leaving/release.server.ts";
import { setOwnWords } from "#app/write/route.server.ts";
import { sayOutcome } from "#app/write/say-outcome.server.ts";
import { findWrong } from "#app/write/type-letter.server.ts";
import { readWriteToken, writeToken } from "#app/write/writer.server.ts";
import type { Db } from "#db/connection.ts";
import { takeWebhook } from "#emails/webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now } from "./support/house.ts";
import { inOne } from "./support/letters.ts";
import {
  AREA,
  confirmIt,
  deliverAll,
  keyOf,
  letterRow,
  MEMBER,
  seedWriting,
  signHere,
  typed,
  write,
  writerOf,
  written,
} from "./support/own-letters.ts";
import { makeDemand, testKeys } from "./support/signers.ts";

const DAY = 86_400;
const release = (db: Db, at = now) =>
  releaseOwnLetters(db, testKeys, { transport: "smtp", live: true }, at);
const ofKind = <One extends { tags: { kind: string } }>(all: One[], kind: string) =>
  all.filter(({ tags }) => tags.kind === kind);

test("a letter stands whole in its writer's inbox, and once confirmed goes under their name to their own member", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await signHere(db, demand, "ann@example.org");
  const id = await write(db, "ann@example.org");
  const [asked] = ofKind(await deliverAll(db, now), "own-confirm");
  expect(asked!.to).toBe("ann@example.org");
  for (const part of ["Dear Member 1,", typed.ask, typed.why, "1 High Street", "SW1A 1AA"])
    expect(asked!.text).toContain(part);
  expect(asked!.text).toContain("/own-letter/own-letter-");
  // nothing leaves before it is confirmed, and a second press changes nothing
  expect(await release(db)).toBe(0);
  expect([await confirmIt(db, id), await confirmIt(db, id)]).toEqual(["waits", "again"]);
  expect(await release(db)).toBe(1);
  expect(await release(db)).toBe(0);
  const [letter, ...more] = await deliverAll(db, later(1));
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    to: "m1@example.org",
    senderName: "Ann O'Neil",
    replyTo: "ann@example.org",
    subject: "From a constituent: Title of one",
  });
  expect(letter!.senderAddress).toMatch(/^w-[0-9a-f]{20}@example\.org$/);
  expect(letter!.headers).not.toHaveProperty("Auto-Submitted");
  expect(letter!.text).toContain(`${typed.why}\n\nYours sincerely,\n\nAnn O'Neil\n1 High Street`);
  expect(await letterRow(db, id)).toMatchObject({ state: "left", left_at: later(1) });
  // sealed all along: no table holds a word of it
  const { rows } = await database.pool.query<{ all: string }>(
    "select (select string_agg(l::text, '') from own_letter l) || (select string_agg(params::text, '') from mail_message) as all",
  );
  expect(rows[0]!.all).not.toMatch(/Almaty|High Street|Ann|ann@/);
});

test("only who signed here, with a postcode here, may write, to who sits here, once in 30 days", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await signHere(db, demand, "ann@example.org");
  await signHere(db, demand, "abroad@example.org", "KZ");
  expect(await writerOf(db, "nobody@example.org")).toBeUndefined();
  expect(await writerOf(db, "abroad@example.org")).toBeUndefined();
  const writer = (await writerOf(db, "ann@example.org"))!;
  expect(await findWrong(db, writer, typed)).toEqual({});
  expect(await findWrong(db, writer, { ...typed, postcode: "M11AA", demand: "two" })).toEqual({
    postcode: "postcode-elsewhere",
    demand: "demand-lately",
  });
  expect(readWriteToken(testKeys, writeToken(testKeys, writer.signer))).toEqual(writer.signer);
  const ids = [await write(db, "ann@example.org"), await write(db, "ann@example.org")];
  // two at once: one is confirmed
  const done = await Promise.all(ids.map((id) => confirmIt(db, id)));
  expect(done.toSorted()).toEqual(["lately", "waits"]);
  expect((await writerOf(db, "ann@example.org"))!.demands).toEqual([]);
  await makeDemand(db, "two");
  const after = { at: later(31 * DAY) };
  expect((await writerOf(db, "ann@example.org", after))!.demands).toMatchObject([{ slug: "one" }]);
  // no more than five a day are mailed to an inbox
  await signHere(db, demand, "bob@example.org");
  const many: string[] = [];
  for (let each = 0; each < 6; each++)
    many.push(await write(db, "bob@example.org", {}, later(each)));
  expect(many.map((one) => one === "often")).toEqual([false, false, false, false, false, true]);
  const asked = { member_id: MEMBER, reason: "r", asked_on: "2026-03-01" };
  await db
    .insertInto("do_not_write")
    .values({ ...asked, set_by: null, set_at: now })
    .execute();
  expect(await writerOf(db, "ann@example.org", after)).toBeUndefined();
  await db.deleteFrom("do_not_write").execute();
  await inOne(db, (tx) => setOwnWords(tx, MEMBER, false));
  expect(await writerOf(db, "ann@example.org", after)).toBeUndefined();
  await inOne(db, (tx) => setOwnWords(tx, MEMBER, true));
  await db.deleteFrom("member_contact").execute();
  expect(await writerOf(db, "ann@example.org", after)).toBeUndefined();
  expect(await writerOf(db, "ann@example.org", { ...after, live: false })).toBeDefined();
});

test("a member gets one in three minutes while the office is open, and none while letters are stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  for (let each = 0; each < 12; each++) await written(db, demand, `p${each}@example.org`);
  const left: number[] = [];
  for (let minute = 0; minute < 30; minute++) {
    const at = later(minute * 60);
    await release(db, at);
    left.push(...ofKind(await deliverAll(db, at), "own-letter").map(() => minute));
  }
  expect(left).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  // past five: the next one waits in the outbox no longer than until it is asked about
  expect(await release(db, later(6 * 3_600))).toBe(0);
  const morning = new Date("2026-03-05T09:00:00Z");
  await inOne(db, stopLetters);
  expect(await release(db, morning)).toBe(0);
  await db.updateTable("legislature").set({ letters_stopped: false }).execute();
  expect(await release(db, morning)).toBe(1);
  // stopped between outbox and service
  await db.updateTable("legislature").set({ letters_stopped: true }).execute();
  expect(await deliverAll(db, morning)).toEqual([]);
  await db.updateTable("legislature").set({ letters_stopped: false }).execute();
  expect(await release(db, later(600, morning))).toBe(1);
  expect(await deliverAll(db, later(600, morning))).toHaveLength(1);
});

test("a letter to who lost the seat or takes none goes back to its writer, as does one that bounces", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  const bounced = await written(db, demand, "bounced@example.org");
  await release(db);
  await deliverAll(db, now);
  const { mail_id } = await letterRow(db, bounced);
  const event = {
    type: "email.bounced",
    data: { tags: { message: mail_id! }, bounce: { type: "Permanent" } },
  };
  await takeWebhook(db, mailHearer, event, "svix", later(60));
  expect(await letterRow(db, bounced)).toMatchObject({ state: "back", why: "bounced" });
  await giveBack(db, testKeys, heldTasks, later(70));
  expect(await giveBack(db, testKeys, heldTasks, later(80))).toBe(0);
  const [back] = await deliverAll(db, later(90));
  expect(back).toMatchObject({ to: "bounced@example.org", tags: { kind: "own-returned" } });
  expect(back!.text).toContain(typed.why);
  expect(await listOwnWords(db, AREA)).toEqual(new Map());

  const closed = await written(db, demand, "closed@example.org");
  await release(db, later(200));
  await inOne(db, (tx) => setOwnWords(tx, MEMBER, false));
  expect(ofKind(await deliverAll(db, later(201)), "own-letter")).toEqual([]);
  await release(db, later(400));
  expect(await letterRow(db, closed)).toMatchObject({ state: "back", why: "unreachable" });
  await inOne(db, (tx) => setOwnWords(tx, MEMBER, true));
  const late = await written(db, demand, "late@example.org");
  await db.updateTable("membership").set({ ended_on: "2026-03-04" }).execute();
  await release(db, later(800));
  expect(await letterRow(db, late)).toMatchObject({ state: "back", why: "unreachable" });
  await giveBack(db, testKeys, heldTasks, later(900));
  const again = ofKind(await deliverAll(db, later(900)), "own-returned");
  expect(again.map(({ to }) => to).toSorted()).toEqual(["closed@example.org", "late@example.org"]);
});

test("a threat waits for an organiser, who lets it go on or gives it back with the reason", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  const ids: string[] = [];
  for (const name of ["ann", "bob"]) {
    await signHere(db, demand, `${name}@example.org`);
    const id = await write(db, `${name}@example.org`, { why: "I know where you live, and so on." });
    expect(await confirmIt(db, id)).toBe("held");
    ids.push(id);
  }
  expect((await listTasks(db)).map(({ kind }) => kind)).toEqual(["own-held"]);
  expect(await release(db)).toBe(0);
  const held = await listHeld(db, testKeys);
  // of the same moment, so in any order
  expect(held.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(held.map(({ why }) => why)).toEqual(["threat", "threat"]);
  expect(held[0]!.text).toContain("I know where you live");
  const tools = { keys: testKeys, tasks: heldTasks };
  expect((await inOne(db, (tx) => releaseHeld(tx, tools, ids[0]!, now))).said).toBe("own-released");
  const refused = await inOne(db, (tx) => refuseHeld(tx, tools, ids[1]!, "It threatens.", now));
  expect(refused.said).toBe("own-refused");
  expect(JSON.stringify(refused.changed)).not.toContain("threatens");
  expect((await inOne(db, (tx) => releaseHeld(tx, tools, ids[1]!, now))).said).toBe("own-gone");
  expect([await listTasks(db), await listHeld(db, testKeys)]).toEqual([[], []]);
  await giveBack(db, testKeys, heldTasks, now);
  await release(db);
  const left = await deliverAll(db, now);
  const [back] = ofKind(left, "own-returned");
  expect(back!.text).toContain("“It threatens.”");
  expect(ofKind(left, "own-letter").map(({ replyTo }) => replyTo)).toEqual(["ann@example.org"]);
  // the next one is told anew, and no more once its writer has taken it back
  await signHere(db, demand, "cat@example.org");
  await confirmIt(db, await write(db, "cat@example.org", { why: "I know where you live." }));
  expect(await listTasks(db)).toHaveLength(1);
  const { inboxKeys } = (await getHeld(db, testKeys, keyOf("cat@example.org")))!;
  await withdraw(db, testKeys, keyOf("cat@example.org"), [demand], now, inboxKeys);
  await giveBack(db, testKeys, heldTasks, now);
  expect(await listTasks(db)).toEqual([]);
});

test("very many to one member within an hour wait for somebody to look", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await signHere(db, demand, "ann@example.org");
  const first = await written(db, demand, "first@example.org");
  const { id: _, ...row } = await letterRow(db, first);
  for (let each = 0; each < 39; each++)
    await db
      .insertInto("own_letter")
      .values({
        ...row,
        id: `0190a0a0-0000-7000-8000-0000000000${10 + each}`,
        signer_key: Buffer.from([each]),
      })
      .execute();
  expect(await confirmIt(db, await write(db, "ann@example.org"))).toBe("held");
  expect(await listHeld(db, testKeys)).toMatchObject([{ why: "rate" }]);
});

test("after two weeks its writer is asked once, after four the text is gone, and the number stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  const id = await written(db, demand, "ann@example.org");
  await release(db);
  await deliverAll(db, now);
  expect(await sayOutcome(db, id, "answered")).toBe(false);
  await askWriters(db, testKeys, later(13 * DAY));
  expect(await deliverAll(db, later(13 * DAY))).toEqual([]);
  for (const _ of [1, 2]) await askWriters(db, testKeys, later(15 * DAY));
  const asked = await deliverAll(db, later(15 * DAY));
  expect(asked.map(({ to, tags }) => [to, tags.kind])).toEqual([
    ["ann@example.org", "own-question"],
  ]);
  expect(await sayOutcome(db, id, "acknowledged")).toBe(true);
  const wrote = new Map([[demand, 1]]);
  expect(await listOwnWords(db, AREA)).toEqual(wrote);
  await forgetLetters(db, heldTasks, later(27 * DAY));
  expect((await letterRow(db, id)).letter).not.toBeNull();
  await forgetLetters(db, heldTasks, later(29 * DAY));
  expect(await letterRow(db, id)).toMatchObject({ letter: null, sketch: null, state: "left" });
  expect((await writerOf(db, "ann@example.org", { at: later(29 * DAY) }))!.demands).toEqual([]);
  await forgetLetters(db, heldTasks, later(31 * DAY));
  expect(await db.selectFrom("own_letter").selectAll().execute()).toEqual([]);
  expect(await listOwnWords(db, AREA)).toEqual(wrote);
  expect(await listLettersAbout(db, demand)).toEqual({ letters: [], ownWords: 1 });
  const source = { id: 0, demandIds: [demand], countedAt: null, rehearsal: false };
  const facts = await listCopyFacts(db, source, [
    { memberId: 1, areaCode: AREA },
    { memberId: 2, areaCode: "E14000002" },
  ]);
  expect([1, 2].map((member) => facts.get(member)!.demands[0]!.ownWords)).toEqual([1, 0]);
});

test("one that is never confirmed is gone after a week, and one that cannot leave comes back after three", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await signHere(db, demand, "ann@example.org");
  await write(db, "ann@example.org");
  const waits = await written(db, demand, "bob@example.org");
  await forgetLetters(db, heldTasks, later(8 * DAY));
  expect((await db.selectFrom("own_letter").select("id").execute()).map((one) => one.id)).toEqual([
    waits,
  ]);
  await giveBack(db, testKeys, heldTasks, later(22 * DAY));
  expect(await letterRow(db, waits)).toMatchObject({ state: "given-back", why: "late" });
});

test("withdrawing takes the letter along, also from the outbox, and erasing all of it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await written(db, demand, "ann@example.org");
  const held = (await getHeld(db, testKeys, keyOf("ann@example.org")))!;
  expect(exportHeld(held)).toMatchObject({
    letters_in_your_words: [
      {
        state: "waiting",
        member: "Member 1",
        address: "1 High Street\nExampleton",
        reason: typed.why,
      },
    ],
  });
  await release(db);
  await withdraw(db, testKeys, keyOf("ann@example.org"), [demand], now, held.inboxKeys);
  expect(await deliverAll(db, now)).toEqual([]);
  await signHere(db, demand, "cat@example.org");
  await confirmIt(db, await write(db, "cat@example.org"));
  const { inboxKeys } = (await getHeld(db, testKeys, keyOf("cat@example.org")))!;
  await withdraw(db, testKeys, keyOf("cat@example.org"), [demand], now, inboxKeys);
  expect(await db.selectFrom("own_letter").selectAll().execute()).toMatchObject([
    { signer_key: keyOf("ann@example.org"), letter: null, sketch: null, mail_id: null },
  ]);
  await written(db, demand, "bob@example.org", later(600));
  await release(db, later(600));
  await deliverAll(db, later(600));
  await erase(db, testKeys, (await getHeld(db, testKeys, keyOf("bob@example.org")))!, now);
  // that there was one stays a while, so that signing anew opens no second letter
  expect(await getHeld(db, testKeys, keyOf("bob@example.org"))).toMatchObject({
    signatures: [],
    ownLetters: [{ state: "unknown", letter: undefined }],
  });
  expect(await listOwnWords(db, AREA)).toEqual(new Map());
  await signHere(db, demand, "bob@example.org");
  expect((await writerOf(db, "bob@example.org", { at: later(700) }))!.demands).toEqual([]);
  await forgetLetters(db, heldTasks, later(31 * DAY));
  expect(await db.selectFrom("own_letter").selectAll().execute()).toEqual([]);
  expect(await listOwnWords(db, AREA)).toEqual(new Map());
});

test("a letter stays while its signature is held or its demand is withdrawn, also in the outbox", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  const id = await written(db, demand, "ann@example.org");
  await db.updateTable("signature").set({ set_aside: "held" }).execute();
  expect(await release(db)).toBe(0);
  await db.updateTable("signature").set({ set_aside: null }).execute();
  await release(db);
  await db.updateTable("demand").set({ state: "draft" }).execute();
  expect(ofKind(await deliverAll(db, later(1)), "own-letter")).toEqual([]);
  expect(await letterRow(db, id)).toMatchObject({ state: "waiting", mail_id: null });
  expect(await release(db, later(600))).toBe(0);
  await db.updateTable("demand").set({ state: "closed" }).execute();
  expect(await release(db, later(600))).toBe(1);
  expect(ofKind(await deliverAll(db, later(600)), "own-letter")).toHaveLength(1);
});

test("what others wrote is known by its sketch alone, and one's own letter is no copy of itself", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await seedWriting(db);
  await written(db, demand, "ann@example.org");
  const text = `${typed.ask}\n\n${typed.why}`;
  const by = (address: string) =>
    compare(db, testKeys, { text, demandId: demand, signer: keyOf(address) });
  expect((await by("ann@example.org")).share).toBe(0);
  expect((await by("bob@example.org")).share).toBe(1);
});
