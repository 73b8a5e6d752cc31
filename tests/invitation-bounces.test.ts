/** An invitation that does not arrive is told of, and shown where it can be seen to. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { mailHearer } from "#app/mail/hearer.server.ts";
import {
  forgetInvitations,
  invite,
  inviteAgain,
  listInvitations,
  takeInvitationBack,
} from "#app/organisers/people/invite.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { readTask } from "#app/organisers/task.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { taskSentence } from "#app/words/tasks.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { takeWebhook } from "#emails/webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";
import { deliveryTools, from } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";

const bounce = { bounce: { type: "Permanent", subType: "General" } };

/** The newest invitation's mail comes to this. */
async function tell(db: Db, type: string, more: object = {}) {
  const { id } = await db
    .selectFrom("mail_message")
    .select("id")
    .where("kind", "=", "invitation")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  const event = { type, data: { tags: { message: id }, ...more } };
  await takeWebhook(db, mailHearer, event, `${type} ${id} ${Math.random()}`, now);
}

async function invited(db: Db) {
  const ann = await organiser(db);
  await inOne(db, (tx) => invite(tx, keys, ann, "bo@example.org", "organiser", now));
  const [invitation] = await listInvitations(db, keys, now);
  return { ann, id: invitation!.id };
}

const tasksOf = async (db: Db) => (await listTasks(db)).map(({ kind, facts }) => ({ kind, facts }));
const isBack = async (db: Db) => (await listInvitations(db, keys, now)).map((one) => one.isBack);

test("an invitation that bounces is a task without an address, until it is mailed again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id } = await invited(db);
  await tell(db, "email.sent");
  expect(await isBack(db)).toEqual([false]);
  await tell(db, "email.bounced", bounce);
  await tell(db, "email.bounced", bounce);
  const [task, ...more] = await tasksOf(db);
  expect([task!.kind, more, await isBack(db)]).toEqual(["invitation-bounced", [], [true]]);
  expect(taskSentence(task!.facts!)).toContain("bounced: Permanent, General");
  expect(JSON.stringify(await listTasks(db))).not.toContain("bo@");
  expect(readTask("invitation-bounced", {})).toBeUndefined();
  // what was done once waits anew when it comes back anew
  await inOne(db, (tx) => inviteAgain(tx, keys, id, later(700)));
  expect([await tasksOf(db), await isBack(db)]).toEqual([[], [false]]);
  await tell(db, "email.failed");
  expect(await isBack(db)).toEqual([true]);
  await inOne(db, (tx) => takeInvitationBack(tx, id, now));
  expect(await tasksOf(db)).toEqual([]);
  // news of one that is none any more
  await tell(db, "email.bounced", bounce);
  expect(await tasksOf(db)).toEqual([]);
});

test("a task goes with its invitation when the owner who made it goes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await invited(db);
  await tell(db, "email.bounced", bounce);
  await db.deleteFrom("organiser_invitation").execute();
  expect(await tasksOf(db)).toHaveLength(1);
  await forgetInvitations(db, now);
  expect(await tasksOf(db)).toEqual([]);
});

test("an invitation that is refused at once is a task too, and leaves while letters are being stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await invited(db);
  const batch = (await freezeBatch(db, { name: "resend", batchSize: 100 }, now))!;
  const tools = {
    ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl: standIn.url, from })),
    openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
    clock: () => now,
  };
  await inOne(db, async (tx) => {
    // whoever stops letters waits for all that leave
    await sql`select pg_advisory_xact_lock(${8_012_027})`.execute(tx);
    await deliverBatch(tools, batch);
  });
  expect(standIn.taken).toHaveLength(1);
  await tell(db, "email.suppressed");
  expect(await isBack(db)).toEqual([true]);
});
