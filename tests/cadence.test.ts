/** How often a member is written to is the member's own choice, in letters and in those that go out again. */
import { expect, test } from "vitest";

import type { Cadence } from "#app/letters/cadence/cadence.ts";
import { getCadence } from "#app/letters/cadence/get-cadence.server.ts";
import { doNotWrite } from "#app/letters/leaving/leave-out.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { listSentPlaces } from "#app/letters/public/sent-places.server.ts";
import { getPublished, listPublished } from "#app/letters/published.server.ts";
import { getPublicCopy } from "#app/letters/preview-copy.server.ts";
import { listMemberLetters } from "#app/letters/member-letters.server.ts";
import { endRepeats } from "#app/letters/cadence/repeatable.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { allowLetters, stopLetters } from "#app/letters/stop-letters.server.ts";
import { leaveOut, putBack } from "#app/letters/steering/leave-out.server.ts";
import { doNotWriteVersion, listDoNotWrite } from "#app/members/do-not-write.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";

import {
  areaOf,
  atThreshold,
  choose,
  countMore,
  repeat,
  repeats,
  sentRepeatable,
} from "./support/cadence.ts";
import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approved,
  draft,
  inOne,
  letterRow,
  mailedCopies,
  organiser,
  send,
  sendAll,
} from "./support/letters.ts";

const DAY = 86_400;
const seeded = { each: 1, monthly: 2, threshold: 3, never: 4, silent: 5 };

const statesOf = async (db: Db, letter: number) =>
  (
    await db
      .selectFrom("letter_copy")
      .select("state")
      .where("letter_id", "=", letter)
      .orderBy("member_id")
      .execute()
  ).map(({ state }) => state);

async function house(db: Db, counts = [100, 100, 100, 100, 100]) {
  await seedHouse(db, 5);
  const demand = await seedDemand(db, "troops", "Troops out", 1000, counts);
  return { demand, who: await organiser(db) };
}

test("each, monthly, a number, never, and nothing said: a second letter goes to those who want it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db);
  const first = await approved(db, who, draft([demand]));
  await send(db, first);
  await sendAll(db, first);
  const choices: Cadence[] = [
    { choice: "each" },
    { choice: "monthly" },
    atThreshold(50),
    { choice: "never" },
  ];
  for (const [index, cadence] of choices.entries()) {
    expect(await choose(db, index + 1, cadence)).toBe(true);
    expect(await getCadence(db, index + 1)).toEqual({ cadence, setAt: now });
    // the same again is no news
    expect(await choose(db, index + 1, cadence, later(1))).toBe(false);
  }
  const soon = await approved(db, who, draft([demand], { subject: "Again" }));
  expect(await send(db, soon, { at: later(DAY) })).toBe("sending");
  expect(await statesOf(db, soon)).toEqual([
    "waiting",
    "not-yet",
    "not-yet",
    "asked-not",
    "recent",
  ]);
  await sendAll(db, soon, later(DAY));
  // a month later the number has come, too
  await countMore(db, demand, seeded.threshold, 50);
  const late = await approved(db, who, draft([demand], { subject: "Once more" }));
  expect(await send(db, late, { at: later(32 * DAY) })).toBe("sending");
  expect(await statesOf(db, late)).toEqual([
    "waiting",
    "waiting",
    "waiting",
    "asked-not",
    "waiting",
  ]);
  // in public, nothing of what anybody chose
  expect((await listMemberLetters(db, 3)).map(({ delivery }) => delivery)).toEqual([
    "waiting",
    "not-written",
    "sent",
  ]);
});

test("a reason to write again so soon reaches those who had a letter, not those who chose a number or a month", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db);
  const first = await approved(db, who, draft([demand]));
  await send(db, first);
  await sendAll(db, first);
  await choose(db, 3, atThreshold(50));
  await choose(db, 4, { choice: "monthly" });
  const again = await approved(db, who, draft([demand], { subject: "Again" }));
  await send(db, again, { at: later(DAY), reason: "The vote is tomorrow" });
  expect(await statesOf(db, again)).toEqual([
    "waiting",
    "waiting",
    "not-yet",
    "not-yet",
    "waiting",
  ]);
  // nor does putting them back, once an organiser has left them out
  const other = await approved(
    db,
    who,
    draft([demand], { audience: { to: "members", members: [1, 3] } }),
  );
  await countMore(db, demand, 3, 50);
  await send(db, other, { at: later(DAY), reason: "The vote is tomorrow" });
  await inOne(db, (tx) => leaveOut(tx, other, 3, who, later(DAY)));
  await countMore(db, demand, 3, -1);
  expect((await inOne(db, (tx) => putBack(tx, other, 3, later(DAY)))).said).toBe(
    "put-back-not-yet",
  );
  await countMore(db, demand, 3, 1);
  expect((await inOne(db, (tx) => putBack(tx, other, 3, later(DAY)))).said).toBe("put-back");
});

test("never holds at once, organisers are told, and the member can take it back; what an organiser noted stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db);
  const id = await approved(db, who, draft([demand]));
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  const [first] = await mailedCopies(db, id);
  for (const member of [first!.member, 4]) await choose(db, member, { choice: "never" });
  expect(await statesOf(db, id)).toEqual([
    "asked-not",
    "waiting",
    "waiting",
    "asked-not",
    "waiting",
  ]);
  expect(await mailedCopies(db, id)).toEqual([]);
  expect((await listTasks(db)).map(({ facts }) => facts)).toEqual([
    { kind: "member-never", data: { member: 1 } },
    { kind: "member-never", data: { member: 4 } },
  ]);
  const version = doNotWriteVersion(undefined);
  const wish = { reason: "telephoned", askedOn: "2026-03-01" };
  await inOne(db, (tx) => doNotWrite(tx, 4, wish, who, version, now));
  await choose(db, 1, { choice: "each" }, later(60));
  await choose(db, 4, { choice: "monthly" }, later(60));
  expect(await listTasks(db)).toEqual([]);
  expect(await listDoNotWrite(db)).toEqual(new Set([4]));
  expect(await statesOf(db, id)).toEqual(["waiting", "waiting", "waiting", "asked-not", "waiting"]);
  // the other way round
  await choose(db, 4, { choice: "never" }, later(120));
  const saw = doNotWriteVersion(wish);
  await inOne(db, (tx) => doNotWrite(tx, 4, undefined, who, saw, later(180)));
  expect((await statesOf(db, id))[3]).toBe("asked-not");
  await choose(db, 4, { choice: "monthly" }, later(240));
  expect((await statesOf(db, id))[3]).toBe("waiting");
  const written = await db
    .selectFrom("audit")
    .select(["organiser_id", "subject", "before", "after"])
    .where("action", "=", "member.cadence")
    .where("subject", "=", "member 1")
    .orderBy("id")
    .execute();
  expect(written).toEqual([
    { organiser_id: null, subject: "member 1", before: null, after: { choice: "never" } },
    {
      organiser_id: null,
      subject: "member 1",
      before: { choice: "never" },
      after: { choice: "each" },
    },
  ]);
});

test("when the number has come, one copy of the last letter that may go out again leaves, with the totals as they are then", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand } = await house(db);
  const old = await sentRepeatable(db, [demand], { subject: "The older one" });
  const id = await sentRepeatable(db, [demand], { audience: { to: "members", members: [3] } });
  await choose(db, 3, atThreshold(50));
  await countMore(db, demand, 3, 49);
  await countMore(db, demand, 2, 500);
  expect(await repeat(db, later(DAY))).toBe(0);
  await countMore(db, demand, 3, 1);
  const at = later(2 * DAY);
  expect(await repeat(db, at)).toBe(1);
  expect(await repeat(db, at)).toBe(0);
  const [made, ...more] = await repeats(db);
  expect(more).toEqual([]);
  expect(made).toMatchObject({
    repeat_of: id,
    member_id: 3,
    demand_id: demand,
    after_letter_id: id,
  });
  const copy = made!.letter_id;
  expect(await letterRow(db, copy)).toMatchObject({
    ...{ state: "sending", rehearsal: false, repeatable: false },
    ...{ audience: { to: "members", members: [3] }, counted_at: at },
  });
  await sendAll(db, copy, at);
  const mails = await mailedCopies(db, copy);
  expect(mails.map(({ member, body }) => [member, body])).toEqual([
    [3, "1\\,550 signed Troops out, 150 in Place 003."],
  ]);
  // its public page tells the numbers of its own moment, whatever comes later
  await countMore(db, demand, 3, 7);
  const published = (await getPublished(db, String(copy), "en"))!;
  expect(published.demands).toMatchObject([{ total: 1550 }]);
  expect((await getPublicCopy(db, published.letter, areaOf(3)))!.html).toContain(
    "150 in Place 003",
  );
  expect(await listSentPlaces(db, copy, [demand])).toContainEqual(
    expect.objectContaining({ code: areaOf(3), counts: [150], member: "Member 3" }),
  );
  // the list of letters tells of what it repeats; the member's page of both
  expect((await listPublished(db, "en")).map(({ letter }) => letter.id)).toEqual([id, old]);
  expect((await listMemberLetters(db, 3)).map(({ letterId }) => letterId)).toEqual([copy, id, old]);
  const [entry] = await db
    .selectFrom("audit")
    .select(["organiser_id", "subject", "after"])
    .where("action", "=", "letter.repeat")
    .execute();
  expect(entry).toEqual({
    ...{ organiser_id: null, subject: `letter ${copy}` },
    after: { repeats: id, member: 3, demand, here: 150, before: 100 },
  });
  // and then the next fifty
  await countMore(db, demand, 3, 42);
  expect(await repeat(db, later(3 * DAY))).toBe(0);
  await countMore(db, demand, 3, 1);
  expect(await repeat(db, later(3 * DAY))).toBe(1);
});

test("no copy goes out again to an address or with a title that nobody has approved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand } = await house(db);
  await sentRepeatable(db, [demand]);
  await choose(db, 3, atThreshold(50));
  await countMore(db, demand, 3, 50);
  const titled = (title: string) => db.updateTable("demand_text").set({ title }).execute();
  await titled("Troops in");
  expect(await repeat(db, later(DAY))).toBe(0);
  await titled("Troops out");
  const moved = (email: string) =>
    db.updateTable("member_contact").set({ email }).where("member_id", "=", 3).execute();
  await moved("elsewhere@example.org");
  expect(await repeat(db, later(DAY))).toBe(0);
  await moved("m3@example.org");
  expect(await repeat(db, later(DAY))).toBe(1);
});

test("nobody else gets a copy: who chose something else, was was left out by an organiser, or came into the seat later", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db);
  const all = await sentRepeatable(db, [demand]);
  await db
    .insertInto("letter_left_out")
    .values({ letter_id: all, member_id: 2, left_out_by: who, left_out_at: now })
    .execute();
  const id = await sentRepeatable(db, [demand], {
    audience: { to: "members", members: [1, 3, 4] },
  });
  for (const member of [1, 2, 3]) await choose(db, member, atThreshold(50));
  await choose(db, 4, { choice: "each" });
  await db
    .updateTable("membership")
    .set({ ended_on: "2026-03-01" })
    .where("member_id", "=", 3)
    .execute();
  await db
    .insertInto("member")
    .values({ id: 33, legislature_id: "house", name: "New", full_title: "New MP", party: "Red" })
    .execute();
  await db
    .insertInto("membership")
    .values({ member_id: 33, area_code: areaOf(3), started_on: "2026-03-02" })
    .execute();
  await choose(db, 33, atThreshold(5));
  for (const member of [1, 2, 3, 4, 5]) await countMore(db, demand, member, 60);
  expect(await repeat(db, later(DAY))).toBe(1);
  expect(await repeats(db)).toMatchObject([{ repeat_of: id, member_id: 1 }]);
});

test("nothing goes out while it could not leave, and then one copy does", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db);
  const id = await sentRepeatable(db, [demand], { window: "office-hours" });
  await choose(db, 3, atThreshold(50));
  await countMore(db, demand, 3, 120);
  const friday = new Date("2026-03-06T16:00:00Z");
  const none = async (at = friday, how = {}) => {
    expect(await repeat(db, at, how)).toBe(0);
    expect(await repeats(db)).toEqual([]);
  };
  // the evening, and the weekend
  await none(new Date("2026-03-06T18:00:00Z"));
  await none(new Date("2026-03-07T12:00:00Z"));
  await none(friday, { lacksSender: true });
  await none(friday, { live: false });
  // dissolution
  await inOne(db, (tx) => stopLetters(tx));
  await none();
  await inOne(db, (tx) => allowLetters(tx));
  const recess = { legislature_id: "house", from_on: "2026-03-05", to_on: "2026-03-06" };
  await db
    .insertInto("sitting_period")
    .values({ ...recess, kind: "recess", name: "Recess" })
    .execute();
  await none();
  await db.deleteFrom("sitting_period").execute();
  await db
    .insertInto("mail_pause")
    .values({
      ...{ transport: "mailbox", until: later(10 * DAY), reason: "quota", data: "{}" },
      ...{ halted: true, created_at: now },
    })
    .execute();
  await none();
  await db.deleteFrom("mail_pause").execute();
  // the letter itself is held, or may not any more
  const set = (values: object) =>
    db.updateTable("letter").set(values).where("id", "=", id).execute();
  await set({ state: "paused", finished_at: null });
  await none();
  await set({ state: "sent", finished_at: now });
  await inOne(db, (tx) => endRepeats(tx, id));
  await none();
  await set({ repeatable: true });
  const contacts = await db
    .selectFrom("member_contact")
    .selectAll()
    .where("member_id", "=", 3)
    .execute();
  await db.deleteFrom("member_contact").where("member_id", "=", 3).execute();
  await none();
  await db.insertInto("member_contact").values(contacts).execute();
  await choose(db, 3, { choice: "never" });
  await none();
  await choose(db, 3, atThreshold(50));
  const noted = { reason: "telephoned", askedOn: "2026-03-01" };
  await inOne(db, (tx) => doNotWrite(tx, 3, noted, who, doNotWriteVersion(undefined), now));
  await none();
  await inOne(db, (tx) => doNotWrite(tx, 3, undefined, who, doNotWriteVersion(noted), now));
  expect(await repeat(db, friday)).toBe(1);
  expect(await repeat(db, friday)).toBe(0);
});

test("a copy that was stopped before it left does not come back at once, and one at most of two demands goes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand } = await house(db);
  const other = await seedDemand(db, "free", "Free them", 100, [10, 10, 10]);
  await sentRepeatable(db, [demand, other]);
  await choose(db, 3, atThreshold(50));
  for (const one of [demand, other]) await countMore(db, one, 3, 60);
  expect(await repeat(db, later(DAY))).toBe(1);
  const [made] = await repeats(db);
  await inOne(db, (tx) => cancelLetter(tx, made!.letter_id, later(DAY)));
  expect(await repeat(db, later(DAY + 60))).toBe(0);
  await countMore(db, other, 3, 50);
  expect(await repeat(db, later(DAY + 120))).toBe(1);
  expect((await repeats(db)).map(({ demand_id }) => demand_id)).toEqual([demand, other]);
});

test("copies that go out again keep the letter’s pace together", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand } = await house(db);
  await sentRepeatable(db, [demand], { perHour: 2 });
  for (const member of [1, 2, 3, 4, 5]) {
    await choose(db, member, atThreshold(50));
    await countMore(db, demand, member, 60);
  }
  expect(await repeat(db, later(DAY))).toBe(2);
  expect(await repeat(db, later(DAY + 1800))).toBe(0);
  expect(await repeat(db, later(DAY + 3601))).toBe(2);
  expect(await repeat(db, later(DAY + 7202))).toBe(1);
});
