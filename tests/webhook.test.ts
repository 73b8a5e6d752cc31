import fc from "fast-check";
import { Resend } from "resend";
import { expect, test } from "vitest";

import { mailHearer } from "#app/mail/hearer.server.ts";
import type { Db } from "#db/connection.ts";
import { receiveWebhook } from "#emails/webhook.ts";
import { readWebhookEvent } from "#emails/webhook-event.ts";
import { signWebhook, verifyWebhook } from "#emails/verify-webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { queueMail } from "./support/mails.ts";
import { emailEvent, signedWebhook, webhookSecret } from "./support/signed-webhook.ts";

const now = new Date("2026-11-22T12:00:00Z");
const seconds = (count: number) => new Date(now.getTime() + count * 1000);
const key = Buffer.alloc(16, 9);
const permanent = { bounce: { type: "Permanent", subType: "General", message: "no such box" } };
const transient = { bounce: { type: "Transient", subType: "General", message: "on holiday" } };

const receive = (db: Db, id: string, event: object) => {
  const { headers, body } = signedWebhook(id, event, now);
  return receiveWebhook(db, mailHearer, webhookSecret, headers, body, now);
};

async function sentMail(db: Db): Promise<string> {
  const id = await queueMail(db, "ada@example.org", undefined, { recipientKey: key });
  await db.updateTable("mail_message").set({ state: "sent" }).where("id", "=", id).execute();
  return id;
}

const stateOf = async (db: Db, id: string) =>
  (
    await db
      .selectFrom("mail_message")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).state;

test("a signature is taken within five minutes either way, and only over the very bytes", () => {
  const { headers, body } = signedWebhook("msg_1", { type: "email.sent" }, now);
  const verify = (at: Date, text = body, given = headers, secret = webhookSecret) =>
    verifyWebhook(secret, given, text, at);
  expect(verify(now)).toBe("msg_1");
  expect(verify(seconds(300))).toBe("msg_1");
  expect(verify(seconds(-300))).toBe("msg_1");
  expect(verify(seconds(301))).toBeUndefined();
  expect(verify(seconds(-301))).toBeUndefined();
  expect(verify(now, `${body} `)).toBeUndefined();
  expect(verify(now, body, headers, "whsec_AAAA")).toBeUndefined();
  for (const name of ["svix-id", "svix-timestamp", "svix-signature"]) {
    const lacking = new Headers(headers);
    lacking.delete(name);
    expect(verify(now, body, lacking)).toBeUndefined();
    lacking.set(name, "v1,");
    expect(verify(now, body, lacking)).toBeUndefined();
  }
});

test("a Message-ID is taken with its brackets or without, and only where a header can hold it", () => {
  const told = (message_id: unknown) =>
    readWebhookEvent(JSON.stringify({ type: "email.sent", data: { email_id: "e", message_id } }));
  const idIn = (message_id: unknown) => told(message_id)?.data.message_id;
  expect(idIn("<0102-a@eu-west-1.amazonses.com>")).toBe("<0102-a@eu-west-1.amazonses.com>");
  expect(idIn("0102-a@eu-west-1.amazonses.com")).toBe("<0102-a@eu-west-1.amazonses.com>");
  for (const odd of [
    "",
    "<>",
    "<a b@c>",
    "<a@b>\r\nBcc: x@y",
    "<a@b> <c@d>",
    7,
    null,
    `<${"a".repeat(300)}@b>`,
  ]) {
    expect([odd, idIn(odd)]).toEqual([odd, undefined]);
    expect(told(odd)?.data.email_id).toBe("e");
  }
});

test("one of several signatures suffices, and other versions are passed over", () => {
  const { headers, body } = signedWebhook("msg_1", {}, now);
  const genuine = headers.get("svix-signature")!;
  const signed = (signature: string) => {
    headers.set("svix-signature", signature);
    return verifyWebhook(webhookSecret, headers, body, now);
  };
  expect(signed(`v1,AAAA v1a,xyz ${genuine}`)).toBe("msg_1");
  expect(signed(genuine.replace("v1,", "v2,"))).toBeUndefined();
});

test("the provider's own SDK takes our signatures", () => {
  const { headers, body } = signedWebhook("msg_1", { type: "email.sent" }, new Date());
  const [id, timestamp, signature] = ["svix-id", "svix-timestamp", "svix-signature"].map(
    (name) => headers.get(name) ?? "",
  ) as [string, string, string];
  const { webhooks } = new Resend("re_test");
  const given = { payload: body, headers: { id, timestamp, signature }, webhookSecret };
  expect(webhooks.verify(given)).toEqual({ type: "email.sent" });
});

test("a webhook needs a secret, and a right signature", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { headers, body } = signedWebhook("msg_1", { type: "email.sent" }, now);
  expect(await receiveWebhook(db, mailHearer, undefined, headers, body, now)).toBe(
    "not-configured",
  );
  expect(await receiveWebhook(db, mailHearer, webhookSecret, new Headers(), body, now)).toBe(
    "bad-signature",
  );
  expect(await receiveWebhook(db, mailHearer, webhookSecret, headers, body, seconds(400))).toBe(
    "bad-signature",
  );
  expect(await db.selectFrom("webhook_event").selectAll().execute()).toEqual([]);
});

test("states never go back, whatever order events come in", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await sentMail(db);
  await receive(db, "msg_1", emailEvent("email.delivered", id));
  expect(await stateOf(db, id)).toBe("delivered");
  await receive(db, "msg_2", emailEvent("email.sent", id));
  await receive(db, "msg_3", emailEvent("email.delivery_delayed", id));
  await receive(db, "msg_4", emailEvent("email.failed", id));
  expect(await stateOf(db, id)).toBe("delivered");
  await receive(db, "msg_5", emailEvent("email.complained", id));
  await receive(db, "msg_6", emailEvent("email.bounced", id, permanent));
  expect(await stateOf(db, id)).toBe("complained");
});

test("an event heals a mail of which it was not known whether it left", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await sentMail(db);
  await db.updateTable("mail_message").set({ state: "unknown" }).where("id", "=", id).execute();
  await receive(db, "msg_1", emailEvent("email.sent", id));
  expect(await stateOf(db, id)).toBe("sent");
});

test("the same event twice, or fifty times at once, is taken once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await sentMail(db);
  const event = emailEvent("email.bounced", id, permanent);
  const answers = await Promise.all(Array.from({ length: 50 }, () => receive(db, "msg_1", event)));
  expect(new Set(answers)).toEqual(new Set(["taken"]));
  await db.deleteFrom("suppression").execute();
  await receive(db, "msg_1", event);
  expect(await db.selectFrom("suppression").selectAll().execute()).toEqual([]);
  expect(await db.selectFrom("webhook_event").selectAll().execute()).toHaveLength(1);
});

test("a permanent bounce or a complaint suppresses the address for a year, a passing bounce does not", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await sentMail(db);
  await receive(db, "msg_1", emailEvent("email.bounced", id, transient));
  expect(await stateOf(db, id)).toBe("sent");
  expect(await db.selectFrom("suppression").selectAll().execute()).toEqual([]);
  await receive(db, "msg_2", emailEvent("email.bounced", id, permanent));
  expect(await stateOf(db, id)).toBe("bounced");
  await receive(db, "msg_3", emailEvent("email.complained", id));
  expect(await db.selectFrom("suppression").selectAll().execute()).toMatchObject([
    { signer_key: key, reason: "bounced", until: seconds(365 * 86_400) },
  ]);
});

test("a suppression that lasts longer is not shortened", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const until = seconds(10 * 365 * 86_400);
  const blocked = { signer_key: key, reason: "blocked" as const, until, created_at: now };
  await db.insertInto("suppression").values(blocked).execute();
  await receive(db, "msg_1", emailEvent("email.complained", await sentMail(db)));
  expect(await db.selectFrom("suppression").selectAll().execute()).toEqual([blocked]);
});

test("when more than 2 % of the latest confirmations bounce, organisers are told once a day", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (let n = 0; n < 13; n++) {
    const id = await sentMail(db);
    await receive(db, `msg_${n}`, emailEvent("email.bounced", id, permanent));
  }
  const tasks = await db.selectFrom("organiser_task").select(["kind", "subject"]).execute();
  expect(tasks).toEqual([{ kind: "bounces", subject: "2026-11-22" }]);
});

test.each<object>([
  emailEvent("email.delivered", "0190a0a0-0000-7000-8000-000000000001"),
  emailEvent("email.delivered", "not a uuid"),
  emailEvent("email.delivered", "", { tags: undefined }),
  emailEvent("email.clicked", "0190a0a0-0000-7000-8000-000000000001"),
  { type: "contact.created", data: { id: 7, email: "x@example.org" } },
  { type: "something.new" },
  { type: "email.bounced", data: null },
  { type: "email.bounced", data: { tags: [{ name: "message", value: 1 }], bounce: "?" } },
])("an event that tells us nothing is stored and taken: %j", async (event) => {
  await using database = await freshDatabase();
  expect(await receive(database.db, "msg_1", event)).toBe("taken");
  const stored = await database.db.selectFrom("webhook_event").selectAll().execute();
  expect(stored).toMatchObject([{ id: "msg_1", message_id: null }]);
});

test("a signed body that is no event is taken, for it would come again and again", async () => {
  await using database = await freshDatabase();
  expect(await receive(database.db, "msg_1", [1, 2])).toBe("taken");
});

/** What no column takes, or takes and changes, and what is only large. */
const awkward = fc.oneof(
  fc.constantFrom<unknown>("\0", "a\0b", "\ud800", "\udc00x", "x".repeat(100_000), "", null, -1),
  fc.constantFrom<unknown>(1e308, Number.MAX_SAFE_INTEGER, "99999-01-01T00:00:00Z", [], {}, [[1]]),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);

test("whatever a signed event holds, it is taken, and what is right in it counts", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  let number = 0;
  await fc.assert(
    fc.asyncProperty(awkward, awkward, awkward, awkward, async (a, b, c, d) => {
      const id = await sentMail(db);
      const take = (event: object) => receive(db, `msg_${++number}`, event);
      const more = { bounce: { type: "Permanent", subType: a, message: b }, email_id: c, from: d };
      const dates = { created_at: a, to: b, subject: c, headers: d, [`x${JSON.stringify(d)}`]: d };
      expect(await take(emailEvent("email.bounced", id, { ...more, ...dates }))).toBe("taken");
      expect(await stateOf(db, id)).toBe("bounced");
      expect(await take({ type: a, created_at: b, data: c })).toBe("taken");
      expect(await take({ type: `email.${String(a)}`, data: { tags: { message: id } } })).toBe(
        "taken",
      );
      expect(await take(emailEvent("email.bounced", id, { tags: { message: a, kind: b } }))).toBe(
        "taken",
      );
      expect(await take({ type: "email.bounced", data: { bounce: a, tags: b, email_id: c } })).toBe(
        "taken",
      );
    }),
    { numRuns: 60 },
  );
  const stored = await db.selectFrom("mail_message").select(["problem", "provider_id"]).execute();
  for (const { problem, provider_id } of stored)
    expect(`${problem}${provider_id}`.length).toBeLessThan(400);
});

test("an event nested as deep as it likes is taken, and an id that no column takes is none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const deep = `{"type":"email.sent","data":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  const take = (id: string, body: string) => {
    const timestamp = String(now.getTime() / 1000);
    const signature = signWebhook(webhookSecret, id, timestamp, body).toString("base64");
    const signed = {
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    };
    return receiveWebhook(db, mailHearer, webhookSecret, new Headers(signed), body, now);
  };
  expect(await take("msg_1", deep)).toBe("taken");
  expect(await take("msg_2", "{")).toBe("taken");
  expect(await take("x".repeat(10_000), '{"type":"email.sent"}')).toBe("bad-signature");
});
