/** Members who were left out of a letter on its way and get a copy after all, or do not. */
import { expect, test } from "vitest";

import { doNotWrite } from "#app/letters/leaving/leave-out.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { pauseLetter } from "#app/letters/pause-letter.server.ts";
import { copyFilters, isShown, type ListedCopy } from "#app/letters/steering/copy-list.ts";
import { leaveOut, putBack } from "#app/letters/steering/leave-out.server.ts";
import {
  copyVersion,
  listCopiesToSend,
  sendCopyAgain,
} from "#app/letters/steering/send-copy-again.server.ts";
import { countCopies } from "#app/letters/copy-life.ts";
import { openRecipient } from "#app/mail/seal-to.server.ts";
import { addressVersion, setMemberAddress } from "#app/members/contacts.server.ts";
import { doNotWriteVersion, getDoNotWrite } from "#app/members/do-not-write.server.ts";
import type { Db } from "#db/connection.ts";
import type { CopyState } from "#db/schema.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approve,
  approved,
  draft,
  inOne,
  mailedCopies,
  organiser,
  send,
  sendAll,
  tellOf,
} from "./support/letters.ts";
import { deliveryTools, from } from "./support/mails.ts";

async function house(db: Db, seats = 3) {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  return { ann: await organiser(db), wish: draft([demand]) };
}

/** @param why undefined: may be written to again */
async function ask(db: Db, member: number, who: number, why: string | undefined) {
  const wish = why === undefined ? undefined : { reason: why, askedOn: "2026-03-01" };
  const saw = doNotWriteVersion(await getDoNotWrite(db, member));
  await inOne(db, (tx) => doNotWrite(tx, member, wish, who, saw, now));
}

const press = {
  out: async (db: Db, id: number, member: number, who: number) =>
    (await inOne(db, (tx) => leaveOut(tx, id, member, who, now))).said,
  back: async (db: Db, id: number, member: number) =>
    (await inOne(db, (tx) => putBack(tx, id, member, now))).said,
};

const stateOf = async (db: Db, letter: number, member: number): Promise<CopyState> =>
  (
    await db
      .selectFrom("letter_copy")
      .select("state")
      .where("letter_id", "=", letter)
      .where("member_id", "=", member)
      .executeTakeFirstOrThrow()
  ).state;

test("whoever had another letter about the demand meanwhile is not put back, unless a reason was written", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db);
  const first = await approved(db, ann, wish);
  await send(db, first);
  expect(await press.out(db, first, 2, ann)).toBe("left-out");
  // members 1 and 3 had a letter lately, or are about to
  const second = await approved(db, ann, { ...wish, subject: "Once more" });
  expect(await send(db, second)).toBe("sending");
  expect((await sendAll(db, second)) > now).toBe(true);
  expect((await mailedCopies(db, second)).map(({ member }) => member)).toEqual([2]);
  expect(await press.back(db, first, 2)).toBe("put-back-recent");
  expect(await stateOf(db, first, 2)).toBe("left-out");
  await sendAll(db, first);
  expect((await mailedCopies(db, first)).map(({ member }) => member)).toEqual([1, 3]);

  const third = await approved(db, ann, { ...wish, subject: "Again" });
  expect(await send(db, third, { reason: "The vote is tomorrow." })).toBe("sending");
  await press.out(db, third, 2, ann);
  expect(await press.back(db, third, 2)).toBe("put-back");
  expect(await stateOf(db, third, 2)).toBe("waiting");
});

test("whoever may be written to again gets one of two letters about a demand, not both", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db);
  const only = { audience: { to: "members" as const, members: [2, 3] } };
  const first = await approved(db, ann, { ...wish, ...only });
  await send(db, first);
  await press.out(db, first, 3, ann);
  const other = { to: "members" as const, members: [1, 2] };
  const second = await approved(db, ann, { ...wish, subject: "Once more", audience: other });
  // both are on their way when the member asks
  await send(db, second, { reason: "The vote is tomorrow." });
  await db.updateTable("letter").set({ override_reason: null }).execute();
  await ask(db, 2, ann, "wrote so");
  expect([await stateOf(db, first, 2), await stateOf(db, second, 2)]).toEqual([
    "asked-not",
    "asked-not",
  ]);
  await ask(db, 2, ann, undefined);
  expect([await stateOf(db, first, 2), await stateOf(db, second, 2)]).toEqual([
    "waiting",
    "recent",
  ]);
});

test("whoever was left out when the letter was approved is not put back on its way", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db);
  const id = await approved(db, ann, wish);
  await press.out(db, id, 2, ann);
  expect(await approve(db, id, ann)).toBe("approved");
  await send(db, id);
  // at an address that nobody approved
  expect(await press.back(db, id, 2)).toBe("put-back-unapproved");
  await press.out(db, id, 3, ann);
  expect(await press.back(db, id, 3)).toBe("put-back");
  expect(await press.back(db, id, 3)).toBe("put-back-none");
  await sendAll(db, id);
  expect((await mailedCopies(db, id)).map(({ member }) => member)).toEqual([1, 3]);
});

test("put back into one letter while another is sent: the member gets one of them", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db, 2);
  for (let round = 0; round < 8; round++) {
    const first = await approved(db, ann, { ...wish, subject: `First, ${round}` });
    await send(db, first);
    await press.out(db, first, 2, ann);
    const second = await approved(db, ann, { ...wish, subject: `Second, ${round}` });
    await Promise.all([press.back(db, first, 2), send(db, second)]);
    const states = await db
      .selectFrom("letter_copy")
      .select("state")
      .where("member_id", "=", 2)
      .where("letter_id", "in", [first, second])
      .where("state", "=", "waiting")
      .execute();
    expect(states).toHaveLength(1);
    // long ago by the next round
    await db
      .updateTable("letter")
      .set({ counted_at: new Date(0), state: "cancelled" })
      .where("counted_at", "is not", null)
      .execute();
  }
});

test("a member who asks while a copy is frozen is shown so, in a paused letter too", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db);
  const id = await approved(db, ann, wish);
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  const batch = (await freezeBatch(db, { name: "mailbox", batchSize: 100 }, now))!;
  await inOne(db, (tx) => pauseLetter(tx, id));
  await ask(db, 1, ann, "wrote so");
  const tools = {
    ...deliveryTools(db, mailboxTransport({ db, from })),
    openRecipient: (row: Parameters<typeof openRecipient>[1]) => openRecipient(keys, row),
    live: true,
    clock: () => later(1),
  };
  await deliverBatch(tools, batch);
  expect(await stateOf(db, id, 1)).toBe("asked-not");
  expect(await db.selectFrom("mailbox").select("id").execute()).toEqual([]);
});

test("a copy that came back is not sent again to who asked not to be written to, or holds no seat", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { ann, wish } = await house(db);
  const id = await approved(db, ann, wish);
  await send(db, id);
  await sendAll(db, id);
  for (const member of [1, 2]) {
    await tellOf(db, id, member, "email.bounced", {
      bounce: { type: "Permanent", subType: "General", message: "no such box" },
    });
    const desk = `desk${member}@example.org`;
    await inOne(db, (tx) => setMemberAddress(tx, member, desk, addressVersion(undefined), now));
  }
  const again = async (member: number) => {
    const seen = await listCopiesToSend(db, { id, rehearsal: false }, [member]);
    const version = copyVersion(seen.get(member)!);
    return (await inOne(db, (tx) => sendCopyAgain(tx, id, member, version, now))).said;
  };
  await ask(db, 1, ann, "wrote so");
  expect(await again(1)).toBe("again-asked-not");
  await db
    .updateTable("membership")
    .set({ ended_on: "2026-03-04" })
    .where("member_id", "=", 2)
    .execute();
  expect(await again(2)).toBe("again-no-seat");
  expect([await stateOf(db, id, 1), await stateOf(db, id, 2)]).toEqual(["bounced", "bounced"]);
  await ask(db, 1, ann, undefined);
  expect(await again(1)).toBe("again");
});

test("whatever a copy has come to, the list can be narrowed to it", () => {
  const states = Object.keys(countCopies([])) as CopyState[];
  const shown = states.map((state) => [
    state,
    copyFilters.some((one) => one !== "answered" && isShown({ state } as ListedCopy, one)),
  ]);
  expect(shown).toEqual(states.map((state) => [state, true]));
});
