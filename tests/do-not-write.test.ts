/** A member who asks not to be written to gets no letter, at whatever stage it is. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { listCopies } from "#app/letters/copies.server.ts";
import { countCopies, progressOf } from "#app/letters/copy-life.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { doNotWrite, doNotWriteAtRest } from "#app/letters/leaving/leave-out.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { listMemberLetters } from "#app/letters/member-letters.server.ts";
import { pauseLetter } from "#app/letters/pause-letter.server.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { doNotWriteVersion, getDoNotWrite } from "#app/members/do-not-write.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { startDispatcher } from "#emails/dispatch/delivery.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { resendTransport } from "#emails/transports/resend.ts";

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
} from "./support/letters.ts";
import { countStates, deliveryTools, from, until } from "./support/mails.ts";
import { startStandIn } from "./support/resend-stand-in.ts";

/** As the page does it, with the version that stands. @param why undefined takes it back */
async function ask(db: Db, member: number, who: number, why: string | undefined, at = now) {
  const wish = why === undefined ? undefined : { reason: why, askedOn: "2026-03-01" };
  const saw = doNotWriteVersion(await getDoNotWrite(db, member));
  const deed = await inOne(db, (tx) => doNotWrite(tx, member, wish, who, saw, at));
  return wish ? doNotWriteAtRest(db, deed) : deed;
}

const stateOf = async (db: Db, letter: number, member: number) =>
  (
    await db
      .selectFrom("letter_copy")
      .select("state")
      .where("letter_id", "=", letter)
      .where("member_id", "=", member)
      .executeTakeFirstOrThrow()
  ).state;

async function house(db: Db, seats: number) {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  return { demand, who: await organiser(db) };
}

test.each([true, false])(
  "of a draft the member is no recipient, and the list says why; live: %s",
  async (live) => {
    await using database = await freshDatabase();
    const { db } = database;
    const { demand, who } = await house(db, 3);
    await ask(db, 2, who, "wrote so");
    const id = await approved(db, who, draft([demand]));
    const letter = (await getLetter(db, String(id)))!;
    const copies = await listCopies(db, letter, live, now);
    expect(copies.map(({ state }) => state)).toEqual(["waiting", "asked-not", "waiting"]);
    if (!live) await approve(db, id, who, false);
    expect(await send(db, id, { live })).toBe("sending");
    await sendAll(db, id);
    expect(await stateOf(db, id, 2)).toBe("asked-not");
    expect((await mailedCopies(db, id)).map(({ member }) => member)).toEqual([1, 3]);
    // in public nothing of the reason, and it counts as no copy
    expect(await listMemberLetters(db, 2)).toMatchObject([{ delivery: "not-written" }]);
    const sent = await listCopies(db, (await getLetter(db, String(id)))!, live, now);
    expect(progressOf(countCopies(sent))).toMatchObject({ all: 2, left: 2 });
  },
);

test.each([true, false])(
  "an approval is taken back when a member asks, and when it is taken back; live: %s",
  async (live) => {
    await using database = await freshDatabase();
    const { db } = database;
    const { demand, who } = await house(db, 3);
    const id = await approved(db, who, draft([demand]));
    if (!live) expect(await approve(db, id, who, false)).toBe("approved");
    await ask(db, 2, who, "wrote so");
    expect(await send(db, id, { live })).toBe("send-stale");
    expect(await approve(db, id, who, live)).toBe("approved");
    await ask(db, 2, who, undefined);
    expect(await send(db, id, { live })).toBe("send-stale");
    await ask(db, 2, who, "once more");
    expect(await send(db, id, { live })).toBe("sending");
    expect(await stateOf(db, id, 2)).toBe("asked-not");
  },
);

test("a letter for nobody but those who asked cannot be approved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db, 3);
  await ask(db, 2, who, "wrote so");
  const wish = draft([demand], { audience: { to: "members", members: [2] } });
  const id = await approved(db, who, wish);
  expect((await letterRow(db, id)).state).toBe("draft");
  expect(await approve(db, id, who)).toBe("approve-asked-not");
});

test("of a letter under way the copy that waits is left out at once, paused or not, and waits again when it is taken back", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db, 4);
  const id = await approved(db, who, draft([demand]));
  await send(db, id);
  await ask(db, 3, who, "wrote so");
  expect(await stateOf(db, id, 3)).toBe("asked-not");
  await inOne(db, (tx) => pauseLetter(tx, id));
  await ask(db, 4, who, "wrote so");
  expect(await stateOf(db, id, 4)).toBe("asked-not");
  await ask(db, 4, who, undefined);
  expect(await stateOf(db, id, 4)).toBe("waiting");
  expect(await stateOf(db, id, 3)).toBe("asked-not");
});

test("taken back, nobody is written to who was not on the list that was approved", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { demand, who } = await house(db, 3);
  await ask(db, 2, who, "wrote so");
  const id = await approved(db, who, draft([demand]));
  await send(db, id);
  await ask(db, 2, who, undefined);
  expect(await stateOf(db, id, 2)).toBe("asked-not");
});

const delivery = (db: Db, url: string, clock = () => new Date()) => ({
  ...deliveryTools(db, resendTransport({ apiKey: "re_test", baseUrl: url, from })),
  openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
  live: true,
  clock,
});

const wentTo = (taken: readonly { to: string | string[] }[]) => taken.flatMap(({ to }) => to);

test("a copy in a frozen batch that the service has put off is left out at once, and the others leave", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const { demand, who } = await house(db, 6);
  const id = await approved(db, who, draft([demand], { perHour: 100_000 }));
  await send(db, id);
  const at = later(5);
  await releaseCopies(db, keys, "resend", at);
  const tools = delivery(db, standIn.url, () => at);
  standIn.faults.push({ statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 });
  await deliverBatch(tools, (await freezeBatch(db, tools.transport, at))!);
  expect(await stateOf(db, id, 1)).toBe("queued");
  await ask(db, 1, who, "wrote so", at);
  expect(await stateOf(db, id, 1)).toBe("asked-not");
  const again = (await takeOverBatch(db, tools.transport, later(600)))!;
  await deliverBatch(
    delivery(db, standIn.url, () => later(600)),
    again,
  );
  expect(standIn.taken.length).toBeGreaterThan(0);
  expect(wentTo(standIn.taken)).not.toContain("m1@example.org");
  await sendAll(db, id, later(1200));
  expect(await stateOf(db, id, 1)).toBe("asked-not");
});

test("a copy in a batch that is in hand is taken out of it right before it leaves", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const { demand, who } = await house(db, 6);
  const id = await approved(db, who, draft([demand], { perHour: 100_000 }));
  await send(db, id);
  const at = later(5);
  await releaseCopies(db, keys, "resend", at);
  const tools = delivery(db, standIn.url, () => at);
  const batch = (await freezeBatch(db, tools.transport, at))!;
  await ask(db, 1, who, "wrote so", at);
  expect(await stateOf(db, id, 1)).toBe("queued");
  await deliverBatch(tools, batch);
  expect(standIn.taken.length).toBeGreaterThan(0);
  expect(wentTo(standIn.taken)).not.toContain("m1@example.org");
  await releaseCopies(db, keys, "resend", later(10));
  expect(await stateOf(db, id, 1)).toBe("asked-not");
});

test("asked while 650 copies leave: whoever is not written to by then is not after it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await using standIn = await startStandIn();
  const { demand, who } = await house(db, 650);
  const id = await approved(db, who, draft([demand], { perHour: 100_000 }));
  await send(db, id, { at: new Date() });
  const dispatcher = startDispatcher(delivery(db, standIn.url));
  const release = () => releaseCopies(db, keys, "resend", new Date());
  while (standIn.taken.length < 100) {
    await release();
    await sleep(30);
  }
  const askers = Array.from({ length: 12 }, (_, index) => 100 + index * 45);
  const before = new Map<number, boolean>();
  await Promise.all([
    ...askers.map(async (member, index) => {
      await sleep(index * 60);
      expect((await ask(db, member, who, "wrote so", new Date())).said).toBe("write-not");
      before.set(member, wentTo(standIn.taken).includes(`m${member}@example.org`));
    }),
    (async () => {
      while ((await letterRow(db, id)).state === "sending") {
        await release();
        await sleep(30);
      }
    })(),
  ]);
  await until(async () => (await countStates(db)).sending === undefined);
  await dispatcher.stop();
  const after = wentTo(standIn.taken);
  for (const member of askers) {
    const left = after.includes(`m${member}@example.org`);
    expect([member, left]).toEqual([member, before.get(member)]);
    expect(await stateOf(db, id, member)).toBe(left ? "sent" : "asked-not");
  }
  expect(after).toHaveLength(new Set(after).size);
  const left = [...before.values()].filter(Boolean).length;
  expect(after).toHaveLength(650 - askers.length + left);
}, 90_000);
