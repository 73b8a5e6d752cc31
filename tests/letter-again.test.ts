import { expect, test } from "vitest";

import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import {
  copyVersion,
  listCopiesToSend,
  sendCopyAgain,
} from "#app/letters/steering/send-copy-again.server.ts";
import { leaveOut } from "#app/letters/steering/leave-out.server.ts";
import { stopLetters } from "#app/letters/stop-letters.server.ts";
import { listTries } from "#app/letters/tries.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import type { Db } from "#db/connection.ts";
import { takeWebhook } from "#emails/webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approved,
  draft,
  inOne,
  letterRow,
  mailedCopies,
  organiser,
  send,
  sendAll,
  settleAll,
  tellOf,
} from "./support/letters.ts";

const bounce = { bounce: { type: "Permanent", subType: "General", message: "no such box" } };

/** A letter to two members that was sent; the first copy bounced. */
async function bounced(db: Db, live = true) {
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 100, [12, 30]);
  const ann = await organiser(db);
  const id = await approved(db, ann, draft([demand]));
  if (live) await send(db, id);
  await sendAll(db, id);
  await tellOf(db, id, 1, "email.bounced", bounce);
  return { id, ann, demand };
}

const correct = (db: Db, email: string, before?: string) =>
  inOne(db, (tx) => setMemberAddress(tx, 1, email, addressVersion(before), now));

async function versionNow(db: Db, id: number, member = 1): Promise<string> {
  const copies = await listCopiesToSend(db, { id, rehearsal: false }, [member]);
  return copyVersion(copies.get(member)!);
}

async function again(db: Db, id: number, saw?: string, member = 1): Promise<string> {
  const version = saw ?? (await versionNow(db, id, member));
  return (await inOne(db, (tx) => sendCopyAgain(tx, id, member, version, later(9_000)))).said;
}

const stateOf = async (db: Db, id: number, member = 1) =>
  (
    await db
      .selectFrom("letter_copy")
      .select("state")
      .where("letter_id", "=", id)
      .where("member_id", "=", member)
      .executeTakeFirstOrThrow()
  ).state;

test("a bounced copy is sent again to the corrected address, once, with the totals as counted, and shows both mails", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, demand } = await bounced(db);
  expect(await again(db, id)).toBe("again-same");
  await correct(db, "desk@example.org");
  await db
    .updateTable("tally_place")
    .set({ signature_count: 99 })
    .where("demand_id", "=", demand)
    .execute();
  const seen = await versionNow(db, id);
  const presses = await Promise.all([1, 2, 3, 4].map(() => again(db, id, seen)));
  expect(presses.sort()).toEqual(["again", "again-stale", "again-stale", "again-stale"]);
  expect(await letterRow(db, id)).toMatchObject({ state: "sending", finished_at: null });
  await Promise.all([1, 2, 3].map(() => releaseCopies(db, keys, "mailbox", later(9_001))));
  await sendAll(db, id, later(9_002));
  const mails = (await mailedCopies(db, id)).filter(({ member }) => member === 1);
  expect(mails).toHaveLength(2);
  expect(mails[0]!.body).toBe(mails[1]!.body);
  expect(mails[1]!.body).toContain("12 in Place 001");
  await tellOf(db, id, 1, "email.delivered");
  expect(await stateOf(db, id)).toBe("delivered");
  const tries = (await listTries(db, id)).get(1)!;
  expect(tries).toMatchObject([
    { address: "m1@example.org", bouncedAt: now, deliveredAt: null },
    { address: "desk@example.org", bouncedAt: null, deliveredAt: now },
  ]);
  // late news of the first mail is kept with it
  const event = { type: "email.complained", data: { tags: { message: tries[0]!.mail } } };
  await takeWebhook(db, mailHearer, event, "late", later(10_000));
  expect(await stateOf(db, id)).toBe("delivered");
  expect((await listTries(db, id)).get(1)).toMatchObject([{ complainedAt: later(10_000) }, {}]);
  expect(await again(db, id)).toBe("again-none");
});

test("a second bounce makes a task of its own", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id } = await bounced(db);
  await db.updateTable("organiser_task").set({ done_at: now }).execute();
  await correct(db, "desk@example.org");
  await again(db, id);
  await sendAll(db, id, later(9_001));
  await tellOf(db, id, 1, "email.bounced", bounce);
  const tasks = await db
    .selectFrom("organiser_task")
    .select("subject")
    .where("done_at", "is", null)
    .execute();
  expect(tasks).toEqual([{ subject: `${id}/1/2` }]);
  // neither of the addresses that it came back from is tried a third time
  expect(await again(db, id)).toBe("again-same");
  await correct(db, "m1@example.org", "desk@example.org");
  expect(await again(db, id)).toBe("again-same");
  await correct(db, "third@example.org", "m1@example.org");
  expect(await again(db, id)).toBe("again");
});

test("only what came back is sent again, and not while letters are stopped; the form says what it was made from", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann } = await bounced(db);
  expect(await again(db, id, undefined, 2)).toBe("again-none");
  const old = await versionNow(db, id);
  await correct(db, "desk@example.org");
  expect(await again(db, id, old)).toBe("again-stale");
  expect(await again(db, id, "")).toBe("again-stale");
  await inOne(db, (tx) => stopLetters(tx));
  expect(await again(db, id)).toBe("letters-stopped");
  await db.updateTable("legislature").set({ letters_stopped: false }).execute();
  // where its seat was lost meanwhile nothing leaves
  expect(await again(db, id)).toBe("again");
  await db.updateTable("membership").set({ ended_on: "2026-03-04" }).execute();
  await sendAll(db, id, later(9_001));
  expect(await stateOf(db, id)).toBe("no-seat");
  expect(ann).toBeGreaterThan(0);
});

test("a copy that waits to be sent again can be left out, and put nowhere twice", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { id, ann } = await bounced(db);
  await correct(db, "desk@example.org");
  const saw = await versionNow(db, id);
  const [first, second] = await Promise.all([
    again(db, id, saw),
    inOne(db, (tx) => leaveOut(tx, id, 1, ann, later(9_000))).then(({ said }) => said),
  ]);
  expect(first).toBe("again");
  // whoever came first
  expect(["left-out", "leave-out-over"]).toContain(second);
  await sendAll(db, id, later(9_001));
  await settleAll(db, later(9_100));
  const mails = (await mailedCopies(db, id)).filter(({ member }) => member === 1);
  expect(mails).toHaveLength(second === "left-out" ? 1 : 2);
});
