import { expect, test } from "vitest";

import { mailHearer } from "#app/mail/hearer.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { KeyMissing } from "#emails/dispatch/delivery-tools.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { getMailPause, resumeMail } from "#emails/pause.ts";
import { purgeMail } from "#emails/purge-mail.ts";
import { sendUnknownAgain } from "#emails/send-unknown-again.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import type { Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import {
  confirmMail,
  countStates,
  deliveryTools,
  from,
  letterMail,
  queueMail,
  queueMany,
  until,
} from "./support/mails.ts";
import { type StandIn, startStandIn } from "./support/resend-stand-in.ts";

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const transportTo = ({ url }: StandIn) =>
  resendTransport({ apiKey: "re_test", baseUrl: url, from });

/** Delivers one batch at the moment `now`; false when there is none. */
async function deliverOne(db: Db, transport: Transport, now = new Date(Date.now() + 1)) {
  const delivery = { ...deliveryTools(db, transport), clock: () => now };
  const batch =
    (await takeOverBatch(db, transport, now)) ?? (await freezeBatch(db, transport, now));
  if (batch && batch.rows.length > 0) await deliverBatch(delivery, batch);
  return batch !== undefined;
}

const stateOf = async (db: Db, id: string) =>
  db
    .selectFrom("mail_message")
    .select(["state", "problem", "provider_id"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

test("the dispatcher brings queued mails into the mailbox, letters under an address that reaches nobody", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMail(db, "ada@example.org");
  await queueMail(db, "mp@parliament.example", letterMail);
  const dispatcher = startDispatcher(deliveryTools(db, mailboxTransport({ db, from })));
  await until(async () => (await countStates(db)).sent === 2);
  await dispatcher.stop();
  const mails = await db.selectFrom("mailbox").selectAll().orderBy("created_at").execute();
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
    "ada@example.org",
    "member-42@example.invalid",
  ]);
  expect(mails.find(({ recipient }) => recipient === "ada@example.org")).toMatchObject({
    sender: "The Campaign <campaign@example.org>",
    reply_to: "campaign@example.org",
    subject: "Please confirm your signature",
    headers: { "Auto-Submitted": "auto-generated" },
    tags: { kind: "confirm" },
  });
});

test("who waits for a sign-in goes before letters, and nothing goes before its time", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMail(db, "mp@example.org", letterMail);
  await queueMail(db, "early@example.org", undefined, { notBefore: hours(1) });
  await queueMail(db, "ada@example.org");
  await queueMail(db, "org@example.org", { kind: "sign-in", params: { link: uuidv7(new Date()) } });
  await deliverOne(db, transportTo(standIn));
  expect(standIn.taken.map(({ to }) => to)).toEqual(["org@example.org", "ada@example.org"]);
  await deliverOne(db, transportTo(standIn));
  expect(standIn.taken.map(({ to }) => to)).toContain("member-42@example.invalid");
  expect(await deliverOne(db, transportTo(standIn))).toBe(false);
});

test("a suppressed address gets nothing while the suppression lasts", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const [barred, once] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
  await db
    .insertInto("suppression")
    .values([
      { signer_key: barred, reason: "not-me", until: hours(1), created_at: new Date() },
      { signer_key: once, reason: "not-me", until: hours(-1), created_at: new Date() },
    ])
    .execute();
  const id = await queueMail(db, "barred@example.org", undefined, { recipientKey: barred });
  expect(await deliverOne(db, transportTo(standIn))).toBe(true);
  expect(await db.selectFrom("mail_batch").selectAll().execute()).toEqual([]);
  await queueMail(db, "once@example.org", undefined, { recipientKey: once });
  await deliverOne(db, transportTo(standIn));
  expect(standIn.taken.map(({ to }) => to)).toEqual(["once@example.org"]);
  expect(await stateOf(db, id)).toMatchObject({
    state: "cancelled",
    problem: "the address is suppressed",
  });
});

test("a mail that cannot be written fails alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await queueMail(db, "ada@example.org");
  const old = await queueMail(db, "bob@example.org");
  await db.updateTable("mail_message").set({ kind: "of-old" }).where("id", "=", old).execute();
  await deliverOne(db, transportTo(standIn));
  expect(standIn.taken.map(({ to }) => to)).toEqual(["ada@example.org"]);
  expect((await stateOf(db, id)).state).toBe("sent");
  expect((await stateOf(db, old)).state).toBe("failed");
});

test("a mail whose key this process lacks waits for one that has it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await queueMail(db, "ada@example.org");
  const tools = deliveryTools(db, mailboxTransport({ db, from }));
  let has = false;
  let asked = 0;
  const dispatcher = startDispatcher({
    ...tools,
    openRecipient: ({ recipient }) => {
      asked++;
      if (!has) throw new KeyMissing("no key of version 2 in the ring");
      return recipient.toString();
    },
  });
  await until(() => Promise.resolve(asked > 0));
  await until(() => Promise.resolve(tools.log.lines.length > 0));
  expect((await stateOf(db, id)).state).toBe("sending");
  has = true;
  await until(async () => (await stateOf(db, id)).state === "sent");
  await dispatcher.stop();
});

test("one mail that spoils its batch fails; the others arrive", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMany(db, 4);
  const spoils = await queueMail(db, "spoils@example.org");
  while (await deliverOne(db, transportTo(standIn)));
  expect(await countStates(db)).toEqual({ sent: 4, failed: 1 });
  expect((await stateOf(db, spoils)).problem).toMatch(/^validation_error/);
});

test("after 20 hours without a certain answer a batch is unknown, and organisers are told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await queueMail(db, "ada@example.org");
  standIn.faults.push("accept-then-drop", "reset");
  await deliverOne(db, transportTo(standIn));
  await deliverOne(db, transportTo(standIn), hours(19));
  expect((await stateOf(db, id)).state).toBe("sending");
  await deliverOne(db, transportTo(standIn), hours(20.1));
  expect(await stateOf(db, id)).toMatchObject({ state: "unknown" });
  expect(await deliverOne(db, transportTo(standIn), hours(30))).toBe(false);
  expect(standIn.requests).toHaveLength(2);
  const tasks = await db.selectFrom("organiser_task").select(["kind", "subject"]).execute();
  expect(tasks).toMatchObject([{ kind: "mail-unknown" }]);

  expect(await sendUnknownAgain(db, mailHearer, tasks[0]!.subject, hours(20.1))).toBe(1);
  expect(await sendUnknownAgain(db, mailHearer, tasks[0]!.subject, hours(20.1))).toBe(0);
  await deliverOne(db, transportTo(standIn), hours(40));
  expect((await stateOf(db, id)).state).toBe("sent");
});

test("tries that were surely not taken do not count towards the 20 hours", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMail(db, "ada@example.org");
  standIn.faults.push({ statusCode: 429, name: "daily_quota_exceeded" });
  await deliverOne(db, transportTo(standIn));
  expect(await deliverOne(db, transportTo(standIn), new Date(Date.now() + 1000))).toBe(false);
  expect(await getMailPause(db, "resend", new Date())).toMatchObject({
    until: expect.any(Date) as Date,
    reason: { code: "daily-quota" },
  });
  await deliverOne(db, transportTo(standIn), hours(25));
  expect(await countStates(db)).toEqual({ sent: 1 });
});

test("a refused key halts every process until mail is resumed, and nothing is lost or repeated", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMany(db, 150);
  standIn.faults.push({ statusCode: 401, name: "restricted_api_key" });
  await deliverOne(db, transportTo(standIn));
  expect(await deliverOne(db, transportTo(standIn))).toBe(false);
  const pause = await getMailPause(db, "resend", new Date());
  expect(pause).toMatchObject({ reason: { code: "resend-refused" }, until: undefined });
  await resumeMail(db, "resend");
  while (await deliverOne(db, transportTo(standIn)));
  expect(await countStates(db)).toEqual({ sent: 150 });
  expect(standIn.taken).toHaveLength(150);
});

test("a restart lifts a halt", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMail(db, "ada@example.org");
  standIn.faults.push({ statusCode: 403, name: "validation_error" });
  await deliverOne(db, transportTo(standIn));
  const dispatcher = startDispatcher(deliveryTools(db, transportTo(standIn)));
  await until(async () => (await countStates(db)).sent === 1);
  await dispatcher.stop();
  expect(await getMailPause(db, "resend", new Date())).toBeUndefined();
});

test("a batch whose contents were changed between two tries is unknown, not repeated", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await queueMail(db, "ada@example.org");
  standIn.faults.push("accept-then-drop");
  await deliverOne(db, transportTo(standIn));
  const params = JSON.stringify({ ...confirmMail.params, titles: ["Another title"] });
  await db.updateTable("mail_message").set({ params }).where("id", "=", id).execute();
  await deliverOne(db, transportTo(standIn), hours(1));
  expect((await stateOf(db, id)).state).toBe("unknown");
  expect(standIn.taken).toHaveLength(1);
});

test("a batch that may have been taken and is then refused whole is unknown, and never goes again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMany(db, 20);
  standIn.faults.push("accept-then-drop", { statusCode: 422, name: "validation_error" });
  await deliverOne(db, transportTo(standIn));
  await deliverOne(db, transportTo(standIn), hours(1));
  while (await deliverOne(db, transportTo(standIn), hours(2)));
  expect(await countStates(db)).toEqual({ unknown: 20 });
  expect([...standIn.counts.values()].filter((count) => count > 1)).toEqual([]);
  const tasks = await db.selectFrom("organiser_task").select(["kind", "data"]).execute();
  expect(tasks).toEqual([{ kind: "mail-unknown", data: { mails: 20 } }]);
});

test("a limit of the day, whatever its code, pauses all mail and fails none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await queueMany(db, 20);
  const message = "You have reached your daily email sending quota.";
  standIn.faults.push({ statusCode: 422, name: "validation_error", message });
  await deliverOne(db, transportTo(standIn));
  expect(await countStates(db)).toEqual({ sending: 20 });
  expect(await getMailPause(db, "resend", new Date())).toMatchObject({
    reason: { code: "daily-quota" },
  });
  await deliverOne(db, transportTo(standIn), hours(25));
  expect(await countStates(db)).toEqual({ sent: 20 });
});

test("settled mails are forgotten after 14 days, letters too, and so is what a signer was to get by then; other mails wait", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMail(db, "ada@example.org");
  await queueMail(db, "mp@example.org", letterMail);
  while (await deliverOne(db, mailboxTransport({ db, from })));
  await queueMail(db, "bob@example.org");
  await queueMail(db, "mp@example.org", letterMail);
  await db
    .updateTable("mail_message")
    .set({ recipient_key: Buffer.alloc(16, 1) })
    .where("kind", "=", "confirm")
    .where("state", "=", "queued")
    .execute();
  expect(await purgeMail(db, hours(13 * 24))).toBe(0);
  expect(await purgeMail(db, hours(15 * 24))).toBe(3);
  const kinds = await db.selectFrom("mail_message").select(["kind", "state"]).execute();
  expect(kinds).toEqual([{ kind: "letter", state: "queued" }]);
  expect(await db.selectFrom("mailbox").selectAll().execute()).toEqual([]);
});
