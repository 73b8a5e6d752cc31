/** Letters to one member arrive in one thread, and each copy leads back to itself: read from the mails as they leave. */
import { expect, test } from "vitest";

import { shortened } from "#app/letters/leaving/threads.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { readAnswerToken, readReplyName } from "#app/letters/copy-links.server.ts";
import type { Draft } from "#app/letters/letter.ts";
import { composeLetter } from "#app/letters/write-letter.server.ts";
import { getLastSubject } from "#app/letters/drafting/last-subject.server.ts";
import { mailTools } from "#app/mail/mail-tools.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import type { DeliveryTools } from "#emails/dispatch/delivery-tools.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import type { Parcel } from "#emails/dispatch/parcel.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import { allOf, type Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  draft,
  inOne,
  letterRow,
  organiser,
  send,
  settleAll,
  tellOf,
} from "./support/letters.ts";
import { deliveryTools, from } from "./support/mails.ts";
import { startSmtp } from "./support/smtp-stand-in.ts";

const MONTH = 31 * 86_400;
const subject = "What people in {{constituency}} ask of you";
const inbound = "answers.example.org";
const campaign = {
  ...{ version: 1, names: { en: "The Campaign" }, email: "campaign@example.org" },
  ...{ address: "1 Example Street", telephone: "020 7946 0123", sender: "Sam Sender" },
};

/** A letter that is approved, in earnest or as a rehearsal. @returns its id */
async function approvedIn(db: Db, who: number, wish: Draft, live: boolean): Promise<number> {
  const { id } = await inOne(db, (tx) => composeLetter(tx, who, wish, now));
  expect(await approve(db, id, who, live)).toBe("approved");
  return id;
}

/** Two seats and a demand; letters about it, a month after another, leave by `transport`. */
async function campaignBy(db: Db, transport: Transport, live = true, inboundDomain?: string) {
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [12, 30]);
  const who = await organiser(db);
  const origin = "https://demands.example.org";
  const tools = mailTools({ origin, mail: { inboundDomain } }, keys, campaign);
  let month = 0;
  const delivery = (at: Date): DeliveryTools => ({
    ...deliveryTools(db, transport),
    openRecipient: (row) => openRecipient(keys, row),
    toolsOf: () => Promise.resolve(tools),
    live,
    clock: () => at,
  });
  const deliver = async (at: Date) => {
    for (;;) {
      const batch =
        (await takeOverBatch(db, transport, at)) ?? (await freezeBatch(db, transport, at));
      if (!batch) return;
      await deliverBatch(delivery(at), batch);
    }
  };
  return {
    deliver,
    /** @returns its id, once all its copies have left, or have been tried */
    async write(more: { subject?: string } = {}): Promise<number> {
      const id = await approvedIn(
        db,
        who,
        draft([demand], { ...{ subject, perHour: 100_000 }, ...more }),
        live,
      );
      const begun = later(MONTH * month++);
      expect(await send(db, id, { live, at: begun })).toBe("sending");
      for (const second of [0, 1]) {
        const at = later(second, begun);
        await releaseCopies(db, keys, transport.name, at);
        await deliver(at);
      }
      return id;
    },
  };
}

/** The headers of a message as it came, each on one line. */
function headersOf(message: string): (name: string) => string | undefined {
  const [head = ""] = message.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return (name) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      ?.slice(name.length + 1)
      .trim();
}

test("three letters by SMTP are one thread, and a changed subject begins another", async () => {
  await using database = await freshDatabase();
  await using smtp = await startSmtp();
  const transport = smtpTransport({ url: smtp.url, from });
  const { write } = await campaignBy(database.db, transport, true, inbound);
  const letters = [await write(), await write(), await write()];
  await write({ subject: "Another matter in {{constituency}}" });
  await write();
  await transport.close();
  const mails = smtp.messages.map(headersOf).filter((header) => header("To") === "m1@example.org");
  expect(mails.map((header) => header("Subject"))).toEqual([
    ...Array<string>(3).fill("What people in Place 001 ask of you"),
    "Another matter in Place 001",
    "What people in Place 001 ask of you",
  ]);
  const ids = mails.map((header) => header("Message-ID")!);
  expect(new Set(ids).size).toBe(5);
  const [one, two, three] = ids;
  expect(mails.map((header) => [header("In-Reply-To"), header("References")])).toEqual([
    [undefined, undefined],
    [one, one],
    [two, `${one} ${two}`],
    [undefined, undefined],
    [three, `${one} ${two} ${three}`],
  ]);
  // which would keep Gmail from making a thread of them
  expect(mails.map((header) => header("X-Entity-Ref-ID"))).toEqual(Array(5).fill(undefined));
  const replies = mails.slice(0, 3).map((header) => header("Reply-To")!.split("@"));
  expect(replies.map(([name, domain]) => [readReplyName(keys, name!), domain])).toEqual(
    letters.map((letterId) => [{ letterId, memberId: 1 }, inbound]),
  );
});

const mailbox = (db: Db) =>
  db.selectFrom("mailbox").selectAll().where("recipient", "=", "m2@example.org").orderBy("id");

test("so they are in the mailbox, each with its own link to answer; replies go to the campaign where none are taken in", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { write } = await campaignBy(db, mailboxTransport({ db, from }));
  const letters = [await write(), await write(), await write()];
  const mails = await mailbox(db).execute();
  const headers = mails.map((mail) => mail.headers);
  const ids = headers.map((one) => one["Message-ID"]!);
  expect(ids).toEqual(mails.map(({ id }) => `<${id}@example.org>`));
  expect(headers.map((one) => [one["In-Reply-To"], one.References])).toEqual([
    [undefined, undefined],
    [ids[0], ids[0]],
    [ids[1], `${ids[0]} ${ids[1]}`],
  ]);
  for (const [index, { text, html, reply_to }] of mails.entries()) {
    const copy = { letterId: letters[index]!, memberId: 2 };
    const [, token] = /\nhttps:\/\/demands\.example\.org\/en\/answer\/(\S+)\n/.exec(text)!;
    expect(readAnswerToken(keys, token!)).toEqual(copy);
    expect(html).toContain(`href="https://demands.example.org/en/answer/${token}"`);
    expect(reply_to).toBe("campaign@example.org");
  }
});

test("a rehearsal is a thread too, and leads to no member’s answer", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { write } = await campaignBy(db, mailboxTransport({ db, from }), false, inbound);
  await write();
  await write();
  const mails = await db.selectFrom("mailbox").selectAll().orderBy("id").execute();
  expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual(
    [1, 1, 2, 2].map((member) => `member-${member}@example.invalid`),
  );
  const replied = mails.filter(({ headers }) => JSON.stringify(headers).includes("In-Reply-To"));
  expect(replied).toHaveLength(2);
  for (const { text, html, reply_to } of mails) {
    expect(text + html).not.toContain("/answer/");
    expect(text).toContain("less often:\n(in the copy that a member gets, their own link");
    expect(reply_to).toBe("campaign@example.org");
  }
});

/** Takes every mail and says no Message-ID, as Resend does. @param answers what it does with the first ones */
function untold(...answers: ("lost" | "taken")[]) {
  const sent: Parcel[] = [];
  const transport: Transport = {
    name: "resend",
    batchSize: 100,
    send: (batch) => {
      sent.push(...batch.parcels);
      const lost = { outcome: "retry", taken: "maybe", problem: "no answer" } as const;
      const taken = { outcome: "accepted", providerId: "taken" } as const;
      return Promise.resolve({ fates: allOf(batch, answers.shift() === "lost" ? lost : taken) });
    },
    close: () => Promise.resolve(),
  };
  return { transport, sent };
}

test("what the provider tells of a Message-ID is gone on from; an id that nobody told is passed over", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, sent } = untold();
  const { write } = await campaignBy(db, transport);
  const first = await write();
  await tellOf(db, first, 1, "email.sent", { message_id: "<0102-a@eu-west-1.amazonses.com>" });
  // the first that is told stays
  await tellOf(db, first, 1, "email.delivered", { message_id: "<other@example.org>" });
  await write();
  const threadOf = (member: number) =>
    sent.filter(({ to }) => to === `m${member}@example.org`).at(-1)!.headers;
  expect(threadOf(1)).toMatchObject({
    "In-Reply-To": "<0102-a@eu-west-1.amazonses.com>",
    References: "<0102-a@eu-west-1.amazonses.com>",
  });
  expect(threadOf(2)).not.toHaveProperty("In-Reply-To");
  const tried = await db
    .selectFrom("letter_try")
    .select("message_id")
    .where("letter_id", "=", first)
    .orderBy("member_id")
    .execute();
  expect(tried.map(({ message_id }) => message_id)).toEqual([
    "<0102-a@eu-west-1.amazonses.com>",
    null,
  ]);
});

test("a copy that came back is gone on from by nobody", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, sent } = untold();
  const { write } = await campaignBy(db, transport);
  const first = await write();
  const bounce = { bounce: { type: "Permanent", subType: "General" } };
  for (const member of [1, 2])
    await tellOf(db, first, member, "email.sent", { message_id: `<${member}@example.org>` });
  await tellOf(db, first, 1, "email.bounced", bounce);
  await write();
  const threads = sent.slice(2).map(({ to, headers }) => [to, headers["In-Reply-To"]]);
  expect(threads.toSorted()).toEqual([
    ["m1@example.org", undefined],
    ["m2@example.org", "<2@example.org>"],
  ]);
});

test("a copy that is tried again has the very bytes, whatever became known in between", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport, sent } = untold("taken", "taken", ...Array<"lost">(9).fill("lost"));
  const { write, deliver } = await campaignBy(db, transport, true, inbound);
  const first = await write();
  const second = await write();
  for (const letter of [first, second])
    await tellOf(db, letter, 1, "email.sent", { message_id: `<${letter}@example.org>` });
  await deliver(later(MONTH + 3_600));
  const tries = Map.groupBy(sent, ({ id }) => id);
  const twice = [...tries.values()].filter((parcels) => parcels.length > 1);
  expect(twice).toHaveLength(2);
  for (const parcels of twice)
    expect(new Set(parcels.map((one) => JSON.stringify(one))).size).toBe(1);
});

test("a long thread names its first letter and the last nine", () => {
  const named = (letters: number) => shortened(Array.from({ length: letters }, (_, at) => `${at}`));
  expect(named(2)).toEqual(["0", "1"]);
  expect(named(10)).toHaveLength(10);
  expect(named(12).join()).toBe("0,3,4,5,6,7,8,9,10,11");
});

test("a new letter begins with the last one’s subject; a rehearsal’s only among rehearsals", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const who = await organiser(db);
  expect(await getLastSubject(db, true)).toBeUndefined();
  const write = async (typed: string, live: boolean, at: Date) => {
    const id = await approvedIn(db, who, draft([demand], { subject: typed }), live);
    await send(db, id, { live, at });
    await settleAll(db, at);
    return letterRow(db, id);
  };
  await approvedIn(db, who, draft([demand], { subject: "Never sent" }), true);
  expect((await write("To {{member.name}}", true, now)).counted_at).toEqual(now);
  const tried = await write("A rehearsal", false, later(2 * MONTH));
  expect(tried.rehearsal).toBe(true);
  expect([await getLastSubject(db, true), await getLastSubject(db, false)]).toEqual([
    "To {{member.name}}",
    "A rehearsal",
  ]);
});
