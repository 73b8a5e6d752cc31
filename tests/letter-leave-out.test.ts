import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { lookAt } from "#app/letters/drafting/approval.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { pauseLetter } from "#app/letters/pause-letter.server.ts";
import { leaveOut, putBack, sayLeftOut } from "#app/letters/steering/leave-out.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  approved,
  draft,
  inOne,
  letterRow,
  mailedCopies,
  organiser,
  send,
  sendAll,
  settleAll,
} from "./support/letters.ts";
import { deliveryTools, from } from "./support/mails.ts";

const delivery = (db: Db, clock: () => Date) => ({
  ...deliveryTools(db, mailboxTransport({ db, from })),
  openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
  live: true,
  clock,
});

const outlet = { name: "mailbox", batchSize: 100 } as const;

async function house(db: Db, seats: number) {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  return { ann, wish: draft([demand], { perHour: 100_000 }) };
}

async function press(db: Db, id: number, member: number, by: number): Promise<string> {
  const done = await inOne(db, (tx) => leaveOut(tx, id, member, by, now));
  return (await sayLeftOut(db, id, member, done)).said;
}

const statesOf = async (db: Db, id: number) => {
  const rows = await db
    .selectFrom("letter_copy")
    .select(["member_id", "state"])
    .where("letter_id", "=", id)
    .orderBy("member_id")
    .execute();
  return rows.map(({ state }) => state);
};

test("leaving a member out of an approved letter takes the approval back, in a rehearsal too, and putting them back gives it again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 3);
  for (const live of [true, false]) {
    const id = await approved(db, ann, { ...wish, subject: `To you, ${live}` });
    if (!live) await approve(db, id, ann, false);
    expect(await press(db, id, 2, ann)).toBe("left-out-approved");
    const look = async () => {
      const letter = (await getLetter(db, String(id)))!;
      return (await lookAt(db, letter, { rehearsal: !live, everyone: false }, now)).changed;
    };
    expect(await look()).toMatchObject([{ is: "left out by an organiser" }]);
    expect(await send(db, id, { live })).toBe("send-stale");
    expect((await inOne(db, (tx) => putBack(tx, id, 2, now))).said).toBe("put-back");
    expect(await look()).toEqual([]);
    await press(db, id, 2, ann);
    expect(await approve(db, id, ann, live)).toBe("approved");
    const reason = live ? "" : "It is tried again.";
    expect(await send(db, id, { live, reason })).toBe("sending");
    await sendAll(db, id);
    expect(await statesOf(db, id)).toEqual(["sent", "left-out", "sent"]);
    expect(await press(db, id, 1, ann)).toBe("leave-out-over");
    expect((await inOne(db, (tx) => putBack(tx, id, 2, now))).said).toBe("put-back-over");
    await db.updateTable("letter").set({ rehearsal: true }).execute();
  }
});

test("a member is left out of a letter on its way: waiting, queued or frozen, the copy stays; put back, it leaves once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 4);
  const id = await approved(db, ann, { ...wish, perHour: 60 });
  await send(db, id);
  expect(await press(db, id, 4, ann)).toBe("left-out");
  expect(await press(db, id, 4, ann)).toBe("left-out");
  // queued
  await releaseCopies(db, keys, "mailbox", now);
  expect(await press(db, id, 1, ann)).toBe("left-out");
  expect(await mailedCopies(db, id)).toEqual([]);
  // frozen, and in the hands of a process that is about to hand it over
  await releaseCopies(db, keys, "mailbox", later(60));
  const batch = (await freezeBatch(db, outlet, later(60)))!;
  expect(await press(db, id, 2, ann)).toBe("leave-out-unsure");
  const tools = delivery(db, () => later(61));
  await deliverBatch(tools, batch);
  expect(await db.selectFrom("mailbox").select("id").execute()).toEqual([]);
  expect(await statesOf(db, id)).toEqual(["left-out", "left-out", "waiting", "left-out"]);
  await inOne(db, (tx) => putBack(tx, id, 2, now));
  await sendAll(db, id, later(120));
  expect((await mailedCopies(db, id)).map(({ member }) => member)).toEqual([2, 3]);
  expect(await statesOf(db, id)).toEqual(["left-out", "sent", "sent", "left-out"]);
  expect(await press(db, id, 3, ann)).toBe("leave-out-over");
});

test("what may have left already is not handed over again, and a person is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 2);
  const id = await approved(db, ann, { ...wish, perHour: 60 });
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  await freezeBatch(db, outlet, now);
  expect(await press(db, id, 1, ann)).toBe("leave-out-unsure");
  // its holder died: nobody knows whether it left
  const batch = (await takeOverBatch(db, outlet, later(120)))!;
  const tools = delivery(db, () => later(121));
  await deliverBatch(tools, batch);
  expect(await db.selectFrom("mailbox").select("id").execute()).toEqual([]);
  expect(await statesOf(db, id)).toEqual(["unknown", "waiting"]);
  const tasks = await db.selectFrom("organiser_task").select("kind").execute();
  expect(tasks).toEqual([{ kind: "mail-unknown" }]);
});

test("a pause, and a stop for good, keep who is left out left out", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 3);
  const id = await approved(db, ann, wish);
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  await press(db, id, 1, ann);
  await inOne(db, (tx) => pauseLetter(tx, id));
  await press(db, id, 2, ann);
  expect(await statesOf(db, id)).toEqual(["left-out", "left-out", "waiting"]);
  await inOne(db, (tx) => cancelLetter(tx, id, now));
  expect(await statesOf(db, id)).toEqual(["left-out", "left-out", "cancelled"]);
});

test("members are left out while a letter is sent, released, frozen and handed over: nobody gets one after it was said", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 60);
  const id = await approved(db, ann, wish);
  const said = new Map<number, { said: string; got: boolean }>();
  const got = async (member: number) => {
    const rows = await db
      .selectFrom("mailbox")
      .select("id")
      .where("recipient", "=", `m${member}@example.org`)
      .execute();
    return rows.length > 0;
  };
  const tools = delivery(db, () => new Date());
  let isOver = false;
  const release = async () => {
    while (!isOver) {
      await releaseCopies(db, keys, "mailbox", new Date());
      await sleep(3);
    }
  };
  const deliver = async () => {
    while (!isOver) {
      const few = { ...outlet, batchSize: 3 };
      const batch =
        (await takeOverBatch(db, few, new Date())) ?? (await freezeBatch(db, few, new Date()));
      if (batch) await deliverBatch(tools, batch);
      else await sleep(3);
    }
  };
  const sent = send(db, id, { at: new Date() });
  const work = Promise.all([release(), deliver(), deliver()]);
  expect(await sent).toBe("sending");
  for (let member = 60; member > 0; member -= 3) {
    const one = await press(db, id, member, ann);
    said.set(member, { said: one, got: await got(member) });
  }
  for (let look = 0; look < 100 && (await letterRow(db, id)).state === "sending"; look++)
    await sleep(100);
  isOver = true;
  await work;
  await settleAll(db, new Date());
  expect((await letterRow(db, id)).state).toBe("sent");
  for (const [member, { said: word, got: before }] of said) {
    const after = await got(member);
    // what is said to stay stays, and nothing leaves after anything was said
    expect([member, word, after]).toEqual([member, word, word !== "left-out" && before]);
  }
  const all = await db
    .selectFrom("mailbox")
    .select((eb) => ["recipient", eb.fn.countAll<number>().as("count")])
    .groupBy("recipient")
    .execute();
  expect(all.every(({ count }) => count === 1)).toBe(true);
  const left = [...said.values()].filter(({ said: word }) => word === "left-out").length;
  expect(left).toBeGreaterThan(0);
  expect((await statesOf(db, id)).filter((state) => state === "left-out")).toHaveLength(left);
});
