import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { listAcknowledged } from "#app/answers/record/acknowledged.server.ts";
import { claimNext } from "#app/answers/inbound/claim.server.ts";
import { forgetInbound } from "#app/answers/inbound/forget-mails.server.ts";
import { getInbound, listInbound } from "#app/answers/inbound/list-mails.server.ts";
import { createReader } from "#app/answers/inbound/reading/reader.server.ts";
import { recordFromMail } from "#app/answers/inbound/record-from-mail.server.ts";
import { askAgain, markDone } from "#app/answers/inbound/see-to.server.ts";
import { isRecordable, taskOf } from "#app/answers/inbound/standing.ts";
import {
  MOST_OF_STRANGERS,
  MOST_TO_COPY,
  takesMails,
} from "#app/answers/inbound/take-notice.server.ts";
import { type InboundTools, workMails } from "#app/answers/inbound/work-mails.server.ts";
import { replyName } from "#app/letters/copy-links.server.ts";
import { dayOf } from "#app/words/format.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { dropTask, listTasks, raiseAnew } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";
import { resendReceiving } from "#emails/transports/received.ts";
import { receiveWebhook } from "#emails/webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { createSigner } from "./support/dkim.ts";
import { startDns } from "./support/dns-stand-in.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  automaticReplies,
  deliveryReports,
  mail,
  realAnswers,
  REPLIES,
} from "./support/inbound-mails.ts";
import { inboundMail } from "./support/inbound-rows.ts";
import { approved, draft, inOne, organiser, send } from "./support/letters.ts";
import { receivedEvent } from "./support/resend-receiving.ts";
import { type StandIn, startStandIn } from "./support/resend-stand-in.ts";
import { signedWebhook, webhookSecret } from "./support/signed-webhook.ts";
import { killNow, killsUpTo, startWorker } from "./support/workers-to-kill.ts";

const parliament = createSigner("parliament.uk");
const DAY = 86_400;

async function sentLetter(db: Db): Promise<number> {
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "free", "Free them", 10, [5, 5]);
  const letter = await approved(db, await organiser(db), draft([demand]));
  await send(db, letter);
  return letter;
}

const replyTo = (letterId: number, memberId: number) =>
  `${replyName(keys, { letterId, memberId })}@${REPLIES}`;

const tell = (db: Db, id: string, recipients: readonly string[], event = `msg_${id}`) => {
  const { headers, body } = signedWebhook(event, receivedEvent(id, recipients), now);
  const hearer = { ...mailHearer, ...takesMails(keys, REPLIES) };
  return receiveWebhook(db, hearer, webhookSecret, headers, body, now);
};

const toolsFor = (db: Db, standIn: StandIn, servers?: readonly string[]): InboundTools => ({
  ...{ db, keys, domain: REPLIES, known: ["Alex Example"], raise: raiseAnew },
  fetch: resendReceiving({ apiKey: "re_test", baseUrl: standIn.url }),
  read: createReader(servers && { servers }),
});

/** The provider has it, and has told of it. @returns what it calls it */
async function comesIn(db: Db, standIn: StandIn, raw: Buffer, recipients: readonly string[]) {
  const id = standIn.receiving.take(raw, recipients);
  expect(await tell(db, id, recipients)).toBe("taken");
  return id;
}

const sealedIn = async (db: Db) =>
  (await db.selectFrom("inbound_mail").select("sealed").orderBy("id").execute()).map(
    ({ sealed }) => sealed,
  );

const answer = (body = "Yes, I support this.") => parliament.sign(mail({ body }));

test("a mail is noted once, with the copy that it answers, whoever tells of it how often", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const letter = await sentLetter(db);
  const to = replyTo(letter, 2);
  await Promise.all(Array.from({ length: 20 }, (_, n) => tell(db, "one", [to], `msg_${n % 4}`)));
  await tell(db, "capitals", [`"Alex" <${to.toUpperCase()}>`]);
  // a forged address, a copy that there is not, another domain of the same account
  await tell(db, "forged", [`r-aaaaaaaaaaaaaaaaaaaaaaaaaa@${REPLIES}`]);
  await tell(db, "none", [replyTo(letter, 77)]);
  await tell(db, "others", ["somebody@other.example.org"]);
  await tell(db, "nobody", []);
  await tell(db, "../../../emails", [to]);
  const rows = await db
    .selectFrom("inbound_mail")
    .select(["provider_id", "letter_id", "member_id", "kind"])
    .orderBy("id")
    .execute();
  const unknown = { letter_id: null, member_id: null, kind: null };
  expect(rows).toEqual([
    { provider_id: "one", letter_id: letter, member_id: 2, kind: null },
    { provider_id: "capitals", letter_id: letter, member_id: 2, kind: null },
    { provider_id: "forged", ...unknown },
    { provider_id: "none", ...unknown },
    { provider_id: "nobody", ...unknown },
  ]);
});

test("mails without end are not kept, and real ones are fetched before those that came to no copy", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const letter = await sentLetter(db);
  const come = async (name: string, times: number, to: string) => {
    for (let n = 0; n < times; n++) await tell(db, `${name}${n}`, [to]);
  };
  await come("junk", MOST_OF_STRANGERS + 5, `sales@${REPLIES}`);
  await come("first", MOST_TO_COPY + 5, replyTo(letter, 1));
  await come("second", 1, replyTo(letter, 2));
  const rows = await listInbound(db);
  const count = (memberId: number | null) => rows.filter((row) => row.memberId === memberId).length;
  expect([null, 1, 2].map(count)).toEqual([MOST_OF_STRANGERS, MOST_TO_COPY, 1]);
  expect((await claimNext(db, now))!.providerId).toBe("first0");
});

test("what words alone call automatic may be recorded, and that a mail was opened acknowledges nothing", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const letterId = await sentLetter(db);
  for (const sign of ["subject", "opening", "precedence"])
    expect(isRecordable("automatic", sign)).toBe(true);
  for (const sign of ["auto-submitted", "receipt"])
    expect(isRecordable("automatic", sign)).toBe(false);
  await inboundMail(db, { kind: "automatic", sign: "receipt", copy: { letterId, memberId: 1 } });
  await inboundMail(db, { kind: "automatic", sign: "subject", copy: { letterId, memberId: 2 } });
  expect((await listAcknowledged(db)).map(({ memberId }) => memberId)).toEqual([2]);
});

test("where no answers are taken by mail, an event of one is taken and nothing is noted", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { headers, body } = signedWebhook("msg_1", receivedEvent("one", ["a@b.example"]), now);
  const hearer = { ...mailHearer, ...takesMails(keys, undefined) };
  expect(await receiveWebhook(db, hearer, webhookSecret, headers, body, now)).toBe("taken");
  expect(await listInbound(db)).toEqual([]);
});

test("an answer is fetched, read, kept sealed and told of; a program’s reply acknowledges; a forged one is shown as such", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await using dns = await startDns(parliament.record);
  const letter = await sentLetter(db);
  const [to, other] = [replyTo(letter, 1), replyTo(letter, 2)];
  await comesIn(db, standIn, answer("Yes. Mrs Jones of LS2 9JT asked me too."), [to]);
  const automatic = automaticReplies()[0]!.raw;
  await comesIn(db, standIn, parliament.sign(automatic), [to]);
  await comesIn(db, standIn, automatic, [other]);
  await comesIn(db, standIn, mail({ body: "No." }), [to]);
  await comesIn(db, standIn, deliveryReports()[0]!.raw, [to]);
  // to an alias, of which the headers tell
  await comesIn(db, standIn, parliament.sign(mail({ body: "Yes.", to: other })), [`a@${REPLIES}`]);
  await comesIn(db, standIn, answer("Buy pills."), [`sales@${REPLIES}`]);
  expect(await workMails(toolsFor(db, standIn, [dns.server]), () => now)).toBe(7);
  const rows = (await listInbound(db)).toReversed();
  const seen = rows.map(({ kind, doubt, memberId }) => [kind, doubt, memberId]);
  expect(seen).toEqual([
    ["answer", null, 1],
    ["automatic", null, 1],
    ["automatic", "not-signed", 2],
    ["unverified", "not-signed", 1],
    ["report", expect.anything(), 1],
    ["answer", null, 2],
    ["unverified", "no-copy", null],
  ]);
  const [first] = rows;
  expect(first!.casework).toEqual(["postcode", "constituent"]);
  expect((await sealedIn(db)).every((sealed) => !sealed?.includes("Jones"))).toBe(true);
  expect((await getInbound(db, keys, first!.id))!.mail).toMatchObject({
    from: { address: "ann.example.mp@parliament.uk" },
    text: "Yes. Mrs Jones of LS2 9JT asked me too.",
    signedBy: "parliament.uk",
  });
  // what nobody looks at before it is shown has a sender that is sure
  const acknowledged = await listAcknowledged(db);
  expect(acknowledged.map(({ memberId }) => memberId).toSorted()).toEqual([1, 2]);
  expect(await listAcknowledged(db, { memberId: 1 })).toMatchObject([{ on: dayOf(now) }]);
  const tasks = await db.selectFrom("organiser_task").select(["kind", "data"]).execute();
  expect(tasks.map(({ data }) => data)).toEqual(
    [0, 3, 5].map((index) => ({ mail: rows[index]!.id })),
  );
  expect(await db.selectFrom("stance").selectAll().execute()).toEqual([]);
});

test("what cannot be fetched is tried again, each time later, and given up after a day; an organiser may ask anew", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await using dns = await startDns(parliament.record);
  const letter = await sentLetter(db);
  const id = await comesIn(db, standIn, answer(), [replyTo(letter, 1)]);
  const there = standIn.receiving.mails.get(id)!;
  there.faults.push(500, 404, 429, 403, "no-raw", "moved");
  const tools = toolsFor(db, standIn, [dns.server]);
  let time = now;
  const waits: number[] = [];
  while (there.fetched === 0) {
    await workMails(tools, () => time);
    const { due_at } = await db
      .selectFrom("inbound_mail")
      .select("due_at")
      .executeTakeFirstOrThrow();
    if (due_at) waits.push((due_at.getTime() - time.getTime()) / 1000);
    time = due_at ?? time;
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480]);
  expect((await listInbound(db))[0]!.kind).toBe("answer");

  await tell(db, "gone", [replyTo(letter, 2)]);
  for (let tries = 0; tries < 40; tries++) {
    await workMails(tools, () => time);
    time = later(3_600, time);
  }
  const [given] = await listInbound(db);
  expect(given).toMatchObject({ kind: "unreadable", sign: "not-fetched", memberId: 2 });
  standIn.receiving.mails.set("gone", { ...there, faults: [], fetched: 0 });
  const waiting = async () =>
    (await listTasks(db)).filter(({ subject }) => subject === `mail ${given!.id}`).length;
  expect(await waiting()).toBe(1);
  await inOne(db, (tx) => markDone(tx, given!.id, true, time));
  await dropTask(db, taskOf(given!.id), time);
  expect((await inOne(db, (tx) => askAgain(tx, given!.id, time))).said).toBe("mail-again");
  expect((await inOne(db, (tx) => askAgain(tx, given!.id, time))).said).toBe("mail-in-stale");
  await workMails(tools, () => time);
  expect((await listInbound(db))[0]).toMatchObject({ kind: "answer", sign: null, doneAt: null });
  expect(await waiting()).toBe(1);
});

test("whatever comes in breaks nothing: it is read or said to be unreadable, and what is behind it is read", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await using dns = await startDns(parliament.record);
  const letter = await sentLetter(db);
  const to = [replyTo(letter, 1)];
  await comesIn(db, standIn, mail({ body: "x".repeat(10 * 1024 * 1024 + 1) }), to);
  // ten million bytes, each two of them a line
  await comesIn(db, standIn, mail({ body: "a\n".repeat(3_300_000) }), to);
  await comesIn(db, standIn, answer(), to);
  await workMails(toolsFor(db, standIn, [dns.server]), () => now);
  const rows = (await listInbound(db)).toReversed();
  expect(rows.map(({ kind, sign }) => [kind, sign])).toEqual([
    ["unreadable", "too-large"],
    ["unreadable", expect.stringMatching(/malformed|too-slow/)],
    ["answer", null],
  ]);
});

test("a thread that hangs or ends is given up, and no page waits for it", async () => {
  const thread = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const hangs = createReader({ thread: thread("for (;;);"), patience: 300 });
  const ends = createReader({ thread: thread("process.exit(1)") });
  const fails = createReader({ thread: thread("throw new Error('no')") });
  expect(await hangs(answer())).toEqual({ unreadable: "too-slow" });
  expect(await ends(answer())).toEqual({ unreadable: "malformed" });
  expect(await fails(answer())).toEqual({ unreadable: "malformed" });
});

test("what a mail says is gone after 90 days, unless it was recorded as an answer", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await using dns = await startDns(parliament.record);
  const letter = await sentLetter(db);
  for (const to of [replyTo(letter, 1), replyTo(letter, 2), `x@${REPLIES}`])
    await comesIn(db, standIn, answer(), [to]);
  await comesIn(db, standIn, parliament.sign(automaticReplies()[0]!.raw), [replyTo(letter, 3)]);
  await workMails(toolsFor(db, standIn, [dns.server]), () => now);
  const [, , second, first] = await listInbound(db);
  const record = (memberId: number, said: "stance-recorded" | "stance-stale") =>
    inOne(db, (tx) => recordFromMail(tx, { said }, first!.id, memberId, now));
  await record(2, "stance-recorded");
  await record(1, "stance-stale");
  expect((await getInbound(db, keys, first!.id))!.recordedAt).toBeNull();
  await record(1, "stance-recorded");
  const { id: demand_id } = await db.selectFrom("demand").select("id").executeTakeFirstOrThrow();
  await db
    .insertInto("stance")
    .values({
      ...{ member_id: 1, demand_id, stance: "supports", stated_on: dayOf(now) },
      ...{ quote: "", source: "email" },
    })
    .execute();
  expect((await inOne(db, (tx) => markDone(tx, first!.id, true, now))).said).toBe("mail-in-stale");
  expect((await inOne(db, (tx) => markDone(tx, second!.id, true, now))).said).toBe("mail-done");
  expect((await inOne(db, (tx) => markDone(tx, second!.id, true, now))).said).toBe("mail-in-stale");
  expect((await inOne(db, (tx) => markDone(tx, second!.id, false, now))).said).toBe(
    "mail-reopened",
  );

  await forgetInbound(db, later(90 * DAY));
  expect((await sealedIn(db)).every((sealed) => sealed !== null)).toBe(true);
  await forgetInbound(db, later(90 * DAY + 1));
  const rows = await listInbound(db);
  expect(rows.map(({ memberId }) => memberId)).toEqual([3, 2, 1]);
  expect((await sealedIn(db)).map((sealed) => sealed !== null)).toEqual([true, false, false]);
  expect((await getInbound(db, keys, rows[1]!.id))!.mail).toBeUndefined();
  expect((await getInbound(db, keys, first!.id))!.mail!.text).toBe("Yes, I support this.");
  expect(await listAcknowledged(db)).toHaveLength(3);
  await db.deleteFrom("stance").execute();
  await forgetInbound(db, later(90 * DAY + 2));
  expect((await getInbound(db, keys, first!.id))!.mail).toBeUndefined();
});

test("workers are killed between fetching and keeping, again and again: nothing is lost, nothing is there twice", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  await using standIn = await startStandIn();
  await using dns = await startDns(parliament.record);
  const letter = await sentLetter(db);
  const samples = realAnswers().slice(0, 16);
  for (const { raw } of samples)
    await comesIn(db, standIn, parliament.sign(raw), [replyTo(letter, 1)]);
  const begin = () => startWorker("inbound-child.ts", url, standIn.url, dns.server);
  const fetched = () =>
    [...standIn.receiving.mails.values()].filter((one) => one.fetched > 0).length;
  const kept = async () => (await listInbound(db)).filter(({ kind }) => kind !== null).length;
  let workers = [begin(), begin()];
  try {
    for (const goal of killsUpTo(3, 12)) {
      while (fetched() < goal) await sleep(10);
      await Promise.all(workers.map(killNow));
      workers = [begin(), begin()];
    }
    while ((await kept()) < samples.length) await sleep(50);
  } finally {
    await Promise.all(workers.map(killNow));
  }
  const rows = await listInbound(db);
  expect(rows).toHaveLength(samples.length);
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["answer"]));
  const tasks = await db.selectFrom("organiser_task").select("subject").execute();
  expect(tasks).toHaveLength(samples.length);
});
