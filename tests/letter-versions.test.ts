/** Two organisers and one letter: what is approved, sent or written over is what was seen. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { approveLetter } from "#app/letters/approve-letter.server.ts";
import { lookAt } from "#app/letters/drafting/approval.server.ts";
import { draftVersion } from "#app/letters/drafting/seen.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import type { Draft } from "#app/letters/letter.ts";
import { listRecipients } from "#app/letters/recipients.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import { composeLetter, reviseLetter } from "#app/letters/write-letter.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import type { Db } from "#db/connection.ts";
import { versionOf } from "#db/version-of.ts";

import { choose } from "./support/cadence.ts";
import { freshDatabase } from "./support/database.ts";
import { now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  approved,
  draft,
  inOne,
  letterRow,
  organiser,
  seenNow,
  send,
} from "./support/letters.ts";

/** Ann's draft, and Bo who may approve it. */
async function twoAtOnce(db: Db, more: Partial<Draft> = {}) {
  await seedHouse(db, 4);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [10, 20, 30]);
  const ann = await organiser(db);
  const bo = await organiser(db, "bo@example.org");
  const wish = draft([demand], more);
  const { id } = await inOne(db, (tx) => composeLetter(tx, ann, wish, now));
  const approveAs = (who: number, saw: string | undefined) =>
    inOne(db, (tx) => approveLetter(tx, id, who, saw, true, now)).then(({ said }) => said);
  const reviseAs = (who: number, to: Draft, saw: string | undefined) =>
    inOne(db, (tx) => reviseLetter(tx, id, who, to, saw)).then(({ said }) => said);
  return { id, demand, ann, bo, wish, approveAs, reviseAs };
}

const changedOf = async (db: Db, id: number, live = true) => {
  const letter = (await getLetter(db, String(id)))!;
  return (await lookAt(db, letter, { rehearsal: !live, everyone: false }, now)).changed;
};
const copiesOf = async (db: Db, id: number) =>
  (
    await db
      .selectFrom("letter_copy")
      .select("member_id")
      .where("letter_id", "=", id)
      .orderBy("member_id")
      .execute()
  ).map(({ member_id }) => member_id);

/** A member leaves the seat to another one, who has an address. */
async function succeed(db: Db, member: number, heir: number): Promise<void> {
  await db
    .insertInto("member")
    .values({
      ...{ id: heir, legislature_id: "house", name: `Member ${heir}` },
      ...{ full_title: `Member ${heir} MP`, party: "Red" },
    })
    .execute();
  await db
    .insertInto("member_contact")
    .values({
      member_id: heir,
      source: "file",
      email: `m${heir}@example.org`,
      seen_on: "2026-03-01",
    })
    .execute();
  await sql`with ended as (
      update membership set ended_on = '2026-03-03' where member_id = ${member} returning area_code)
    insert into membership (member_id, area_code, started_on)
      select ${heir}, area_code, '2026-03-03' from ended`.execute(db);
}

test("a version names what is stored, in whatever order it is kept", () => {
  expect(versionOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(
    versionOf({ b: { d: null, c: [1, 2] }, a: 1 }),
  );
  expect(versionOf([1, 2])).not.toBe(versionOf([2, 1]));
  expect(versionOf("")).toMatch(/^[\w-]{43}$/);
});

test("who opened one text does not approve another", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann, bo, wish, approveAs, reviseAs } = await twoAtOnce(db);
  const seenByBo = await seenNow(db, id);
  const other = { ...wish, body: "Something else altogether." };
  expect(await reviseAs(ann, other, draftVersion(wish))).toBe("revised");
  expect(await approveAs(bo, seenByBo)).toBe("approve-stale");
  expect(await approveAs(bo, undefined)).toBe("approve-stale");
  expect(await letterRow(db, id)).toMatchObject({ state: "draft", approved_by: null });
  expect(await approveAs(bo, await seenNow(db, id))).toBe("approved");
  expect(await letterRow(db, id)).toMatchObject({ body: other.body, approved_by: bo });
});

test("of approving and rewriting at the same moment one happens, never both unseen", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, bo, demand } = await twoAtOnce(db);
  const ends: string[] = [];
  for (let round = 0; round < 12; round++) {
    const wish = draft([demand], { subject: `Round ${round}` });
    const { id } = await inOne(db, (tx) => composeLetter(tx, ann, wish, now));
    const saw = await seenNow(db, id);
    const other = { ...wish, body: "Not what was read." };
    const [approval, edit] = await Promise.all([
      inOne(db, (tx) => approveLetter(tx, id, bo, saw, true, now)),
      inOne(db, (tx) => reviseLetter(tx, id, ann, other, draftVersion(wish))),
    ]);
    const { state, body } = await letterRow(db, id);
    ends.push(`${approval.said} ${edit.said}`);
    if (approval.said === "approved") expect([state, body]).toEqual(["approved", wish.body]);
    else expect([state, body]).toEqual(["draft", other.body]);
  }
  const either = ["approved not-draft", "approve-stale revised"];
  expect(ends.filter((end) => !either.includes(end))).toEqual([]);
});

test("of two who rewrite a draft at once the second is told, and nothing of the first is lost", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann, bo, wish, reviseAs } = await twoAtOnce(db);
  const [annes, bos] = [
    { ...wish, body: "Ann’s." },
    { ...wish, body: "Bo’s." },
  ];
  const saw = draftVersion(wish);
  const said = await Promise.all([reviseAs(ann, annes, saw), reviseAs(bo, bos, saw)]);
  expect(said.toSorted()).toEqual(["revise-stale", "revised"]);
  const { body } = await letterRow(db, id);
  expect(body).toBe(said[0] === "revised" ? "Ann’s." : "Bo’s.");
  // the same words from both are no conflict, and their writer stays their author
  const [first, second] = said[0] === "revised" ? [annes, ann] : [bos, bo];
  const another = second === ann ? bo : ann;
  expect(await reviseAs(another, first, saw)).toBe("revised");
  expect((await letterRow(db, id)).created_by).toBe(second);
  // knowingly over it: with the version of what is kept
  const third = { ...wish, body: "Both." };
  expect(await reviseAs(another, third, undefined)).toBe("revise-stale");
  expect(await reviseAs(another, third, draftVersion(first))).toBe("revised");
});

test("an address that is corrected after the approval gets nothing before it was looked at again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await inOne(db, (tx) =>
    setMemberAddress(tx, 2, "elsewhere@example.org", addressVersion(undefined), now),
  );
  expect(await send(db, id)).toBe("send-stale");
  expect(await copiesOf(db, id)).toEqual([]);
  expect(await changedOf(db, id)).toEqual([
    {
      what: "Member 2, Place 002 (E14000002)",
      was: "m2@example.org",
      is: "elsewhere@example.org",
    },
  ]);
  expect(await approve(db, id, bo)).toBe("approved");
  expect(await changedOf(db, id)).toEqual([]);
  expect(await send(db, id)).toBe("sending");
  expect(await copiesOf(db, id)).toEqual([1, 2, 3, 4]);
});

test("a seat that changes hands after the approval is named, and its new member gets nothing unseen", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await succeed(db, 3, 9);
  expect(await send(db, id)).toBe("send-stale");
  expect(await changedOf(db, id)).toEqual([
    { what: "Member 9, Place 003 (E14000003)", was: "not on the list", is: "m9@example.org" },
    { what: "Member 3, Place 003 (E14000003)", was: "m3@example.org", is: "not on the list" },
  ]);
  await approve(db, id, bo);
  expect(await send(db, id)).toBe("sending");
  expect(await copiesOf(db, id)).toEqual([1, 2, 4, 9]);
});

test("a demand’s title that changes after the approval is looked at again, for copies hold it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await db.updateTable("demand_text").set({ title: "Troops in" }).execute();
  expect(await send(db, id)).toBe("send-stale");
  expect(await changedOf(db, id)).toMatchObject([{ was: "Troops out", is: "Troops in" }]);
});

test("a name that changes after the approval is looked at again; new signatures are not", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await db.updateTable("tally_place").set({ signature_count: 77 }).execute();
  await db.updateTable("demand").set({ signature_count: 231 }).execute();
  expect(await changedOf(db, id)).toEqual([]);
  await db.updateTable("member").set({ name: "Ada Lovelace" }).where("id", "=", 1).execute();
  expect(await send(db, id)).toBe("send-stale");
  expect(await changedOf(db, id)).toMatchObject([
    {
      what: "Member 1, Place 001 (E14000001)",
      is: "Ada Lovelace, Place 001 (E14000001): m1@example.org",
    },
  ]);
});

test("what was approved as a rehearsal is not sent in earnest", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo, false);
  // in a rehearsal nobody is written to, so an address makes no difference
  await inOne(db, (tx) =>
    setMemberAddress(tx, 2, "elsewhere@example.org", addressVersion(undefined), now),
  );
  expect(await changedOf(db, id, false)).toEqual([]);
  expect(await send(db, id, { live: true })).toBe("send-stale");
  expect(await send(db, id, { live: false })).toBe("sending");
});

test("a member’s own “never” leaves them out and asks for no new approval, nor does taking it back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await choose(db, 2, { choice: "never" });
  expect(await changedOf(db, id)).toEqual([]);
  await choose(db, 2, { choice: "each" });
  expect(await changedOf(db, id)).toEqual([]);
  await choose(db, 2, { choice: "never" });
  expect(await send(db, id)).toBe("sending");
  const { state } = await db
    .selectFrom("letter_copy")
    .select("state")
    .where("member_id", "=", 2)
    .executeTakeFirstOrThrow();
  expect(state).toBe("asked-not");
});

test("a number that had to be passed was passed at the approval: later signatures add nobody", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const audience = { to: "threshold", threshold: 20 } as const;
  const { id, bo } = await twoAtOnce(db, { audience });
  await approve(db, id, bo);
  await db.updateTable("tally_place").set({ signature_count: 50 }).execute();
  const letter = (await getLetter(db, String(id)))!;
  const how = { rehearsal: false, everyone: true };
  expect(await listRecipients(db, letter, how, now)).toHaveLength(3);
  expect(await send(db, id)).toBe("sending");
  expect(await copiesOf(db, id)).toEqual([2, 3]);
});

test("a member left out for a letter they had lately was on the list that was approved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann, bo, demand } = await twoAtOnce(db);
  await approve(db, id, bo);
  await db.deleteFrom("organiser").where("id", "=", bo).execute();
  const some = draft([demand], { audience: { to: "members", members: [1] } });
  await send(db, await approved(db, ann, some));
  expect(await changedOf(db, id)).toEqual([]);
  expect(await send(db, id)).toBe("sending");
  const rows = await db
    .selectFrom("letter_copy")
    .select(["member_id", "state"])
    .where("letter_id", "=", id)
    .orderBy("member_id")
    .execute();
  expect(rows.map(({ state }) => state)).toEqual(["recent", "waiting", "waiting", "waiting"]);
});

test("an approval that kept nothing of what was seen is given anew before anything is sent", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, bo } = await twoAtOnce(db);
  await approve(db, id, bo);
  await db.deleteFrom("letter_approval").execute();
  expect(await send(db, id)).toBe("send-stale");
  expect(await changedOf(db, id)).toHaveLength(1);
  expect(await approve(db, id, bo)).toBe("approved");
  expect(await send(db, id)).toBe("sending");
});

test("approving anew is for somebody else than the author too, and binds what is seen then", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann, bo, approveAs } = await twoAtOnce(db);
  await approve(db, id, bo);
  const old = await seenNow(db, id);
  await inOne(db, (tx) =>
    setMemberAddress(tx, 2, "elsewhere@example.org", addressVersion(undefined), now),
  );
  expect(await approve(db, id, ann)).toBe("approve-other");
  expect(await approveAs(bo, old)).toBe("approve-stale");
  expect(await send(db, id)).toBe("send-stale");
  expect(await approve(db, id, bo)).toBe("approved");
  const how = { live: true, reason: "", saw: old };
  // the sender's own page is from before
  expect(await inOne(db, (tx) => sendLetter(tx, id, how, now))).toMatchObject({
    said: "send-stale",
  });
  expect(await send(db, id)).toBe("sending");
});

test("sending and correcting an address at once sends to nobody who was not approved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, bo, demand } = await twoAtOnce(db);
  for (let round = 0; round < 8; round++) {
    const { id } = await inOne(db, (tx) => composeLetter(tx, ann, draft([demand]), now));
    await approve(db, id, bo);
    const [said] = await Promise.all([
      send(db, id, { reason: "A race." }),
      succeed(db, round === 0 ? 3 : 19 + round, 20 + round),
    ]);
    const heir = 20 + round;
    const copies = await copiesOf(db, id);
    expect([said, copies.includes(heir)]).toEqual([said, false]);
    expect(["sending", "send-stale"]).toContain(said);
    expect(copies.length).toBe(said === "sending" ? 4 : 0);
  }
});
