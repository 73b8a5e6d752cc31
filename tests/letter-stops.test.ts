import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";

import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { atRest } from "#app/letters/leaving/at-rest.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { pauseLetter, resumeLetter } from "#app/letters/pause-letter.server.ts";
import { stopLetters } from "#app/letters/stop-letters.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import type { Deed } from "#app/words/deed.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import type { Transport } from "#emails/transports/transport.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, inOne, letterRow, organiser, send } from "./support/letters.ts";
import { countStates, deliveryTools, from, until } from "./support/mails.ts";
import { type StandIn, startStandIn } from "./support/resend-stand-in.ts";

type Tx = Parameters<typeof pauseLetter>[0];

const transportTo = ({ url }: StandIn) =>
  resendTransport({ apiKey: "re_test", baseUrl: url, from });

/** Mail is live: copies go to members' own addresses. */
const delivery = (db: Db, transport: Transport, clock = () => new Date()) => ({
  ...deliveryTools(db, transport),
  openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
  live: true,
  clock,
});

/** A letter to a House of `seats`, on its way. */
async function begun(
  db: Db,
  seats: number,
  { at = now, ...more }: Partial<ReturnType<typeof draft>> & { at?: Date } = {},
): Promise<number> {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const wish = draft([demand], { perHour: 100_000, ...more });
  const id = await approved(db, await organiser(db), wish);
  await send(db, id, { at });
  return id;
}

/** Hands over the batch that is due, frozen earlier or now. @returns whether there was one */
async function deliverOne(db: Db, transport: Transport, at: Date): Promise<boolean> {
  const batch = (await takeOverBatch(db, transport, at)) ?? (await freezeBatch(db, transport, at));
  if (batch)
    await deliverBatch(
      delivery(db, transport, () => at),
      batch,
    );
  return batch !== undefined;
}

const statesOf = async (db: Db): Promise<Record<string, number>> => {
  const rows = await db
    .selectFrom("letter_copy")
    .select((eb) => ["state", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

const tooMany = { statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 };
const quota = { statusCode: 429, name: "daily_quota_exceeded" };

const presses: Record<string, { press: (tx: Tx, id: number) => Promise<Deed>; rest: string }> = {
  "Stop it for good": { press: (tx, id) => cancelLetter(tx, id, new Date()), rest: "cancelled" },
  Pause: { press: (tx, id) => pauseLetter(tx, id), rest: "waiting" },
  "Stop all letters": { press: (tx) => stopLetters(tx), rest: "waiting" },
};

test.each(Object.entries(presses))(
  "%s, pressed at the 200th of 650 copies while 100 are frozen: none leaves after it",
  async (_name, { press, rest }) => {
    await using database = await freshDatabase();
    const { db } = database;
    await using standIn = await startStandIn();
    const id = await begun(db, 650, { at: new Date() });
    const transport = transportTo(standIn);
    const dispatcher = startDispatcher(delivery(db, transport));
    const release = () => releaseCopies(db, keys, "resend", new Date());
    // however slowly they leave, enough are left for the batch that is frozen
    for (let released = 0; standIn.taken.length < 200;) {
      if (released < 300) released += await release();
      await sleep(50);
    }
    standIn.faults.push(...Array.from({ length: 50 }, () => tooMany));
    const gone = () => standIn.taken.length;
    await until(async () => (await countStates(db)).sending === undefined);
    // a letter that comes four seconds late catches up with more than a hundred copies at once
    await db
      .updateTable("letter")
      .set({ next_at: new Date(Date.now() - 4_000) })
      .execute();
    await release();
    await until(async () => (await countStates(db)).sending! >= 100);
    const done = await atRest(db, await inOne(db, (tx) => press(tx, id)));
    expect(done.changed).toBeDefined();
    expect(done.said).not.toBe("still-leaving");
    const left = gone();
    standIn.faults.length = 0;
    await sql`delete from mail_pause`.execute(db);
    for (let look = 0; look < 15; look++) {
      await release();
      await sleep(100);
    }
    await dispatcher.stop();
    expect(gone()).toBe(left);
    expect(await statesOf(db)).toEqual({ sent: left, [rest]: 650 - left });
  },
);

test("pressed while a batch is being handed over, the answer comes when it has left", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await begun(db, 30, { at: new Date() });
  standIn.faults.push("slow", "slow", "slow");
  const dispatcher = startDispatcher(delivery(db, transportTo(standIn)));
  await releaseCopies(db, keys, "resend", new Date());
  await until(async () => (await countStates(db)).sending! > 0);
  const done = await atRest(db, await inOne(db, (tx) => pauseLetter(tx, id)));
  expect(done.said).toBe("paused");
  const left = standIn.taken.length;
  await sleep(700);
  expect(standIn.taken).toHaveLength(left);
  await dispatcher.stop();
  expect(await statesOf(db)).toEqual({
    ...(left > 0 && { sent: left }),
    ...(left < 30 && { waiting: 30 - left }),
  });
});

test("a batch that may have left is not handed over again once its letter is stopped, and a person is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await begun(db, 3);
  standIn.faults.push("reset");
  await releaseCopies(db, keys, "resend", later(0.05));
  await deliverOne(db, transportTo(standIn), later(0.3));
  await inOne(db, (tx) => cancelLetter(tx, id, later(1)));
  while (await deliverOne(db, transportTo(standIn), later(100)));
  expect(standIn.taken).toEqual([]);
  expect(await statesOf(db)).toEqual({ unknown: 2, cancelled: 1 });
  const tasks = await db.selectFrom("organiser_task").select(["kind", "data"]).execute();
  expect(tasks).toMatchObject([{ kind: "mail-unknown", data: { mails: 2 } }]);
});

test("a batch that may have left waits while its letter is paused, and goes again as it was", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await begun(db, 2);
  standIn.faults.push("accept-then-drop");
  await releaseCopies(db, keys, "resend", later(0.05));
  await deliverOne(db, transportTo(standIn), later(0.3));
  await inOne(db, (tx) => pauseLetter(tx, id));
  await inOne(db, (tx) =>
    setMemberAddress(tx, 1, "corrected@example.org", addressVersion(undefined), later(2)),
  );
  expect(await deliverOne(db, transportTo(standIn), later(60))).toBe(true);
  expect(await deliverOne(db, transportTo(standIn), later(61))).toBe(false);
  expect(standIn.requests).toHaveLength(1);
  await inOne(db, (tx) => resumeLetter(tx, id, later(70)));
  await deliverOne(db, transportTo(standIn), later(100));
  expect(standIn.requests.map(({ status }) => status)).toEqual(["accept-then-drop", 200]);
  expect([...standIn.counts.values()]).toEqual([1, 1]);
  expect(await statesOf(db)).toEqual({ sent: 2 });
});

test("while copies wait, an address is corrected and two members lose their seats: each is written to rightly, or not", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await begun(db, 5);
  standIn.faults.push(quota);
  await releaseCopies(db, keys, "resend", later(0.2));
  await deliverOne(db, transportTo(standIn), later(0.3));
  expect(await countStates(db)).toEqual({ sending: 5 });
  await inOne(db, (tx) =>
    setMemberAddress(tx, 1, "corrected@example.org", addressVersion(undefined), later(2)),
  );
  await db
    .updateTable("membership")
    .set({ ended_on: "2026-03-04" })
    .where("member_id", "in", [2, 3])
    .execute();
  const morning = later(14 * 3600);
  await deliverOne(db, transportTo(standIn), morning);
  expect(standIn.taken.map(({ to }) => to).sort()).toEqual(["m4@example.org", "m5@example.org"]);
  await releaseCopies(db, keys, "resend", later(1, morning));
  await deliverOne(db, transportTo(standIn), later(2, morning));
  expect(standIn.taken.map(({ to }) => to)).toContain("corrected@example.org");
  expect(standIn.taken).toHaveLength(3);
  await releaseCopies(db, keys, "resend", later(3, morning));
  expect(await statesOf(db)).toEqual({ sent: 3, "no-seat": 2 });
  expect(await letterRow(db, id)).toMatchObject({ state: "sent" });
});

test("a copy that could not leave in office hours leaves in the next ones", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const friday = new Date("2026-03-06T16:59:59Z");
  await begun(db, 1, { at: friday, window: "office-hours" });
  await releaseCopies(db, keys, "resend", friday);
  await deliverOne(db, transportTo(standIn), later(3600, friday));
  expect(standIn.requests).toEqual([]);
  const monday = new Date("2026-03-09T09:00:00Z");
  for (const time of [later(7200, friday), monday]) {
    await releaseCopies(db, keys, "resend", time);
    await deliverOne(db, transportTo(standIn), time);
    expect(standIn.taken).toHaveLength(time === monday ? 1 : 0);
  }
});

test("after a provider’s pause copies leave one a second, as if no time had passed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await begun(db, 60, { perHour: 3_600 });
  standIn.faults.push({ ...tooMany, retryAfter: 18 });
  const leftAt: number[] = [];
  for (let second = 0; second < 40; second++) {
    await releaseCopies(db, keys, "resend", later(second));
    while (await deliverOne(db, transportTo(standIn), later(second + 0.01)));
    while (leftAt.length < standIn.taken.length) leftAt.push(second);
  }
  expect(leftAt.length).toBeGreaterThan(20);
  // the one that was frozen leaves beside the one whose turn it is
  const each = Map.groupBy(leftAt, (second) => second);
  expect([...each.values()].filter((copies) => copies.length > 1)).toHaveLength(1);
  expect(Math.max(...[...each.values()].map((copies) => copies.length))).toBe(2);
});

test("a provider’s limit of requests a second, reached again and again, keeps no letter back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await begun(db, 60, { perHour: 3_600 });
  for (let second = 0; second < 40; second++) {
    if (second % 2 === 0) standIn.faults.push(tooMany);
    await releaseCopies(db, keys, "resend", later(second));
    while (await deliverOne(db, transportTo(standIn), later(second + 0.01)));
  }
  expect(standIn.taken.length).toBeGreaterThan(15);
});

test("while the provider is out of order, few copies wait in the outbox, and few leave at once after it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  await begun(db, 60, { perHour: 3_600 });
  standIn.faults.push(
    ...Array.from({ length: 500 }, () => ({ statusCode: 500, name: "internal_server_error" })),
  );
  for (let second = 0; second < 120; second++) {
    await releaseCopies(db, keys, "resend", later(second));
    while (await deliverOne(db, transportTo(standIn), later(second)));
  }
  const { sending = 0, queued = 0 } = await countStates(db);
  expect(sending + queued).toBe(3);
});

test("copies sent again after all reopen their letter, until they have left", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const id = await begun(db, 1);
  standIn.faults.push("reset", "reset");
  await releaseCopies(db, keys, "resend", now);
  await deliverOne(db, transportTo(standIn), now);
  await deliverOne(db, transportTo(standIn), later(21 * 3600));
  await releaseCopies(db, keys, "resend", later(21 * 3600));
  expect(await letterRow(db, id)).toMatchObject({ state: "sent" });
  expect(await statesOf(db)).toEqual({ unknown: 1 });
  const task = await db.selectFrom("organiser_task").select("id").executeTakeFirstOrThrow();
  const again = later(22 * 3600);
  await inOne(db, (tx) => sendMailAgain(tx, mailHearer, task.id, again));
  expect(await letterRow(db, id)).toMatchObject({ state: "sending", finished_at: null });
  await inOne(db, (tx) =>
    setMemberAddress(tx, 1, "corrected@example.org", addressVersion(undefined), again),
  );
  for (const seconds of [1, 2, 3, 4]) {
    await deliverOne(db, transportTo(standIn), later(seconds, again));
    await releaseCopies(db, keys, "resend", later(seconds, again));
  }
  expect(standIn.taken.map(({ to }) => to)).toEqual(["corrected@example.org"]);
  expect(await letterRow(db, id)).toMatchObject({ state: "sent" });
});

test("a copy that an SMTP server refuses at once opens the task that a bounce opens", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error("5.1.1 no such user"), { responseCode: 550 })),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  const transport = smtpTransport({ url: `smtp://127.0.0.1:${port}`, from });
  const id = await begun(db, 1);
  await releaseCopies(db, keys, "smtp", now);
  await deliverOne(db, transport, now);
  await transport.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(await statesOf(db)).toEqual({ failed: 1 });
  const tasks = await db.selectFrom("organiser_task").select(["kind", "subject"]).execute();
  expect(tasks).toEqual([{ kind: "letter-bounced", subject: `${id}/1` }]);
});
