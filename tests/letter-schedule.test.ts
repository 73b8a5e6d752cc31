import { expect, test } from "vitest";

import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { draftVersion } from "#app/letters/drafting/seen.server.ts";
import {
  reopenLetter,
  scheduleLetter,
  unscheduleLetter,
} from "#app/letters/steering/schedule-letter.server.ts";
import { momentOf, readSendAt, typedMoment } from "#app/letters/steering/send-at.ts";
import { sendDue } from "#app/letters/steering/send-due.server.ts";
import { reviseLetter } from "#app/letters/write-letter.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import { act, listAudit } from "#app/organisers/audit.server.ts";
import { listTasks, raiseTask } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedDemand, seedHouse } from "./support/house.ts";
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

const office = { act, raise: raiseTask };
const how = { live: true, lacksSender: false };
const due = later(3600);

async function scheduled(db: Db) {
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const wish = draft([demand]);
  const id = await approved(db, ann, wish);
  const said = await schedule(db, id, ann);
  expect(said).toBe("scheduled");
  return { id, ann, wish };
}

async function schedule(db: Db, id: number, who: number, saw?: string): Promise<string> {
  const seen = saw ?? (await seenNow(db, id));
  const wish = { sendAt: due, live: true, saw: seen };
  return (await inOne(db, (tx) => scheduleLetter(tx, id, who, wish, now))).said;
}

const tasksOf = async (db: Db) => (await listTasks(db)).map(({ facts }) => facts);

test("a letter is sent at its time, once, by whoever set it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann } = await scheduled(db);
  await sendDue(db, office, how, later(3599));
  expect(await letterRow(db, id)).toMatchObject({ state: "approved", send_at: due });
  await Promise.all([1, 2, 3].map(() => sendDue(db, office, how, later(3601))));
  expect(await letterRow(db, id)).toMatchObject({
    ...{ state: "sending", send_at: null, counted_at: later(3601) },
  });
  expect(await db.selectFrom("letter_copy").select("member_id").execute()).toHaveLength(2);
  const { entries } = await listAudit(db);
  expect(entries.filter(({ action }) => action === "letter.send")).toMatchObject([
    { organiser_id: ann },
  ]);
  expect(await tasksOf(db)).toEqual([]);
});

test("what was changed since, or cannot go, is not sent: a task says why, once", async () => {
  const reasons: Record<string, (db: Db, id: number) => Promise<unknown>> = {
    "send-stale": (db) =>
      inOne(db, (tx) => setMemberAddress(tx, 1, "x@example.org", addressVersion(undefined), now)),
    "letters-stopped": (db) =>
      db.updateTable("legislature").set({ letters_stopped: true }).execute(),
    late: () => Promise.resolve(),
    "letter-unsigned": () => Promise.resolve(),
  };
  for (const [why, change] of Object.entries(reasons)) {
    await using database = await freshDatabase();
    const { db } = database;
    const { id } = await scheduled(db);
    await change(db, id);
    const time = why === "late" ? later(2 * 3600 + 1) : later(3601);
    const lacksSender = why === "letter-unsigned";
    for (const seconds of [0, 5])
      await sendDue(db, office, { ...how, lacksSender }, later(seconds, time));
    expect(await letterRow(db, id)).toMatchObject({ state: "approved", send_at: null });
    expect(await tasksOf(db)).toEqual([{ kind: "letter-not-sent", data: { letter: id, why } }]);
  }
});

test("a new approval, a stop and a press on “Send” take the time away", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann } = await scheduled(db);
  await inOne(db, (tx) => setMemberAddress(tx, 1, "x@example.org", addressVersion(undefined), now));
  expect(await schedule(db, id, ann)).toBe("schedule-stale");
  expect(await approve(db, id, ann)).toBe("approved");
  expect(await letterRow(db, id)).toMatchObject({ send_at: null });
  expect(await schedule(db, id, ann, "another version")).toBe("schedule-stale");
  expect(await schedule(db, id, ann)).toBe("scheduled");
  expect((await inOne(db, (tx) => unscheduleLetter(tx, id))).said).toBe("unscheduled");
  expect(await letterRow(db, id)).toMatchObject({ send_at: null, scheduled_by: null });
  await schedule(db, id, ann);
  await send(db, id);
  expect(await letterRow(db, id)).toMatchObject({ state: "sending", send_at: null });
  await inOne(db, (tx) => cancelLetter(tx, id, now));
  await sendDue(db, office, how, later(3601));
  expect(await letterRow(db, id)).toMatchObject({ state: "cancelled" });
});

test("at its time somebody takes the approval back and rewrites it: one of both happens, whole", async () => {
  for (let round = 0; round < 4; round++) {
    await using database = await freshDatabase();
    const { db } = database;
    const { id, ann, wish } = await scheduled(db);
    const other = { ...wish, subject: "Other words" };
    const rewrite = async () => {
      const { said } = await inOne(db, (tx) => reopenLetter(tx, id));
      const saw = draftVersion(wish);
      return [said, (await inOne(db, (tx) => reviseLetter(tx, id, ann, other, saw))).said];
    };
    const work = [sendDue(db, office, how, later(3601)), rewrite()];
    const [, said] = await Promise.all(round % 2 ? work : work.reverse()).then((both) =>
      round % 2 ? both : both.reverse(),
    );
    const row = await letterRow(db, id);
    if (row.state === "sending") {
      expect(said).toEqual(["reopen-late", "not-draft"]);
      expect(row.subject).toBe(wish.subject);
    } else {
      expect(said).toEqual(["reopened", "revised"]);
      expect(row).toMatchObject({ state: "draft", subject: "Other words", send_at: null });
      expect(await db.selectFrom("letter_copy").select("member_id").execute()).toEqual([]);
    }
  }
});

test("a time is London’s: before, in and after summer, and not the hour that is left out", () => {
  const moments = {
    "2026-01-05T10:30": "2026-01-05T10:30:00.000Z",
    "2026-07-05T10:30": "2026-07-05T09:30:00.000Z",
    "2026-03-29T00:59": "2026-03-29T00:59:00.000Z",
    "2026-03-29T02:00": "2026-03-29T01:00:00.000Z",
    "2026-10-25T00:30": "2026-10-24T23:30:00.000Z",
    "2026-10-25T02:00": "2026-10-25T02:00:00.000Z",
  };
  for (const [typed, moment] of Object.entries(moments)) {
    expect([typed, momentOf(typed)?.toISOString()]).toEqual([typed, moment]);
    expect(typedMoment(new Date(moment))).toBe(typed);
  }
  for (const odd of ["2026-03-29T01:30", "2026-02-30T10:00", "tomorrow", "", "2026-05-04"])
    expect([odd, momentOf(odd)]).toEqual([odd, undefined]);
});

test("a time that is over, too far, or none is refused, and kept as typed", () => {
  const read = (send_at: string) => readSendAt(new URLSearchParams({ send_at }), now);
  expect(read("2026-03-04 11:01")).toEqual({ sendAt: later(60) });
  for (const typed of ["2026-03-04T11:00", "2027-06-01T10:00", "soon"]) {
    const refused = read(typed);
    expect(refused.problems?.send_at).toBeDefined();
    expect(refused.typed?.send_at).toBe(typed);
  }
});
