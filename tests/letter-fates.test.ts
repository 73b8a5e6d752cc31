import { expect, test } from "vitest";

import { listCopies } from "#app/letters/copies.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { copyLife, stateByMail } from "#app/letters/copy-life.ts";
import { catchUp } from "#app/letters/leaving/finish-letter.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { getCopy, getPublicCopy } from "#app/letters/preview-copy.server.ts";
import { listMemberLetters } from "#app/letters/member-letters.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { act } from "#app/organisers/audit.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";
import type { MailState } from "#db/schema.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import type { MailHearer } from "#emails/hearer.ts";
import { purgeMail } from "#emails/purge-mail.ts";
import { settleBatch } from "#emails/dispatch/settle-batch.ts";
import { furtherState } from "#emails/webhook-event.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approved,
  draft,
  letterRow,
  organiser,
  send,
  sendAll,
  settleAll,
  tellOf,
} from "./support/letters.ts";
import { countStates, queueMany } from "./support/mails.ts";

const permanent = { bounce: { type: "Permanent", subType: "General" } };
const transient = { bounce: { type: "Transient", subType: "General" } };

const outlet = { name: "mailbox", batchSize: 100 } as const;
const fails = () => Promise.reject(new Error("deaf"));
const deaf: MailHearer = { fates: fails, judge: fails, takenBack: fails, task: fails };

/** A letter to a House of `seats` that has begun, at a pace that lets all of it out at once. */
async function begun(db: Db, seats: number): Promise<number> {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand], { perHour: 100_000 }));
  await send(db, id);
  return id;
}

const statesOf = async (db: Db, id: number) =>
  (await listCopies(db, (await getLetter(db, String(id)))!, true, now)).map(({ state }) => state);

test("a copy follows its mail from the outbox to the member’s door", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 1);
  expect(await statesOf(db, id)).toEqual(["waiting"]);
  await releaseCopies(db, keys, "mailbox", now);
  expect(await statesOf(db, id)).toEqual(["queued"]);
  await settleAll(db);
  expect(await statesOf(db, id)).toEqual(["sent"]);
  await tellOf(db, id, 1, "email.delivered");
  expect(await statesOf(db, id)).toEqual(["delivered"]);
  await tellOf(db, id, 1, "email.sent");
  expect(await statesOf(db, id)).toEqual(["delivered"]);
  expect(await listTasks(db)).toEqual([]);
});

test("a member whose letter bounced is not suppressed: an organiser gets a task, once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 2);
  await sendAll(db, id);
  await tellOf(db, id, 2, "email.bounced", transient);
  expect(await statesOf(db, id)).toEqual(["sent", "sent"]);
  await tellOf(db, id, 2, "email.bounced", permanent);
  expect(await statesOf(db, id)).toEqual(["sent", "bounced"]);
  expect(await listMemberLetters(db, 2)).toMatchObject([{ delivery: "not-delivered" }]);
  expect(await db.selectFrom("suppression").selectAll().execute()).toEqual([]);
  const data = { letter: id, member: 2, problem: "bounced: Transient, General" };
  expect(await listTasks(db)).toMatchObject([
    { kind: "letter-bounced", subject: `${id}/2`, facts: { data } },
  ]);
});

test("a copy that is refused at once is a task like a bounce, and the letter ends all the same", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 1);
  await releaseCopies(db, keys, "mailbox", now);
  await settleAll(db, now, { outcome: "rejected", problem: "550 no such box" });
  expect(await statesOf(db, id)).toEqual(["failed"]);
  expect(await listTasks(db)).toMatchObject([{ kind: "letter-bounced" }]);
  await releaseCopies(db, keys, "mailbox", later(1));
  expect((await letterRow(db, id)).state).toBe("sent");
});

test("copies of which nobody knows wait again once an organiser has them sent again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 1);
  await releaseCopies(db, keys, "mailbox", now);
  await settleAll(db, now, { outcome: "unknown", problem: "no certain answer" });
  expect(await statesOf(db, id)).toEqual(["unknown"]);
  const tasks = await listTasks(db);
  expect(tasks).toMatchObject([{ facts: { kind: "mail-unknown", data: { mails: 1 } } }]);
  const again = await act(db, null, now, (tx) => sendMailAgain(tx, mailHearer, tasks[0]!.id, now));
  expect(again).toMatchObject({ said: "sent-again" });
  expect(await statesOf(db, id)).toEqual(["queued"]);
  await settleAll(db);
  expect(await statesOf(db, id)).toEqual(["sent"]);
});

test("a copy is read as it was mailed long after the outbox has forgotten it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 1);
  await sendAll(db, id);
  const letter = (await getLetter(db, String(id)))!;
  const mailed = await getCopy(db, letter, 1);
  await db.updateTable("member").set({ name: "Another Name" }).execute();
  const then = later(31 * 86_400);
  expect(await purgeMail(db, then)).toBe(1);
  expect(await db.selectFrom("mail_message").select("id").execute()).toEqual([]);
  expect(await getCopy(db, letter, 1)).toEqual(mailed);
  expect(mailed!.subject).toBe("To Member 1");
  expect(await getPublicCopy(db, letter, "E14000001")).toMatchObject({ subject: "To Member 1" });
  expect(await statesOf(db, id)).toEqual(["sent"]);
  expect(await listMemberLetters(db, 1)).toMatchObject([{ delivery: "sent" }]);
});

test("a letter ends although its mails were settled by hand", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 2);
  await releaseCopies(db, keys, "mailbox", now);
  await releaseCopies(db, keys, "mailbox", later(1));
  await db.updateTable("mail_message").set({ state: "cancelled", settled_at: now }).execute();
  await releaseCopies(db, keys, "mailbox", later(2));
  expect(await statesOf(db, id)).toEqual(["cancelled", "cancelled"]);
  expect((await letterRow(db, id)).state).toBe("sent");
});

test("copies of a letter that was stopped hear in the night what nobody told them", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 3);
  for (const seconds of [0, 1, 2]) await releaseCopies(db, keys, "mailbox", later(seconds));
  const batch = (await freezeBatch(db, { ...outlet, batchSize: 2 }, later(2)))!;
  await db.transaction().execute((tx) => cancelLetter(tx, id, later(3)));
  const [settled, forgotten] = batch.rows.map((row) => row.id);
  const states = async () => {
    const copies = await db.selectFrom("letter_copy").select(["mail_id", "state"]).execute();
    const of = (mail: string) => copies.find(({ mail_id }) => mail_id === mail)!.state;
    return [of(settled!), of(forgotten!)];
  };
  expect(await states()).toEqual(["queued", "queued"]);
  // a worker of an earlier version settles one; the other mail is purged later
  await db
    .updateTable("mail_message")
    .set({ state: "sent", settled_at: now })
    .where("id", "=", settled!)
    .execute();
  await catchUp(db, now);
  expect(await states()).toEqual(["sent", "queued"]);
  await db.deleteFrom("mail_message").where("id", "=", forgotten!).execute();
  await catchUp(db, now);
  expect(await states()).toEqual(["sent", "unknown"]);
  expect((await statesOf(db, id)).toSorted()).toEqual(["cancelled", "sent", "unknown"]);
  expect((await letterRow(db, id)).state).toBe("cancelled");
});

test("what the outbox learns of a copy is stored with the copy, or not at all", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await begun(db, 1);
  await releaseCopies(db, keys, "mailbox", now);
  const batch = (await freezeBatch(db, outlet, now))!;
  const accepted = { outcome: "accepted", providerId: "taken" } as const;
  const settled = batch.rows.map((row) => [row.id, accepted] as const);
  await expect(settleBatch(db, deaf, batch, settled, false, now)).rejects.toThrow("deaf");
  expect(await countStates(db)).toEqual({ sending: 1 });
  expect(await statesOf(db, id)).toEqual(["queued"]);
  await settleBatch(db, mailHearer, batch, settled, false, now);
  expect(await countStates(db)).toEqual({ sent: 1 });
  expect(await statesOf(db, id)).toEqual(["sent"]);
});

test("of mails that nobody asks about nobody is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMany(db, 3);
  const batch = (await freezeBatch(db, outlet, new Date()))!;
  const rejected = { outcome: "rejected", problem: "no such box" } as const;
  const settled = batch.rows.map((row) => [row.id, rejected] as const);
  await settleBatch(db, deaf, batch, settled, false, now);
  expect(await countStates(db)).toEqual({ failed: 3 });
});

test("wherever news may bring a mail, its copy may go too", () => {
  const states = Object.keys(stateByMail) as MailState[];
  const forbidden = states.flatMap((known) =>
    states
      .filter((news) => news !== known && furtherState(known, news) === news)
      .map((news) => [stateByMail[known], stateByMail[news]] as const)
      .filter(([from, to]) => from !== to && !copyLife[from].goes.includes(to)),
  );
  expect(forbidden).toEqual([]);
});
