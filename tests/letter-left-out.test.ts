import { expect, test } from "vitest";

import { countCopies, progressOf } from "#app/letters/copy-life.ts";
import { listCopies } from "#app/letters/copies.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { listMemberLetters } from "#app/letters/member-letters.server.ts";
import { listPublished } from "#app/letters/published.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import {
  approved,
  draft,
  inOne,
  mailedCopies,
  organiser,
  send,
  sendAll,
  settleAll,
  tellOf,
} from "./support/letters.ts";

test("whoever lost the seat while copies waited gets none, and takes nobody’s turn", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand]));
  await send(db, id);
  await db
    .updateTable("membership")
    .set({ ended_on: "2026-03-04" })
    .where("member_id", "=", 1)
    .execute();
  expect(await releaseCopies(db, keys, "mailbox", now)).toBe(1);
  await sendAll(db, id);
  expect((await mailedCopies(db, id)).map(({ member }) => member)).toEqual([2, 3]);
  const copies = await listCopies(db, (await getLetter(db, String(id)))!, true, now);
  expect(copies[0]).toMatchObject({ memberId: 1, state: "no-seat" });
  expect(progressOf(countCopies(copies))).toEqual({ all: 2, left: 2, waiting: 0, stopped: 0 });
  expect(await listMemberLetters(db, 1)).toMatchObject([{ delivery: "no-seat" }]);
});

test("a stopped letter counts all its copies, and says of each other one that it was stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 6);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand]));
  await send(db, id);
  await releaseCopies(db, keys, "mailbox", now);
  await settleAll(db);
  await tellOf(db, id, 1, "email.delivered");
  await inOne(db, (tx) => cancelLetter(tx, id, now));
  const [published] = await listPublished(db, "en");
  expect(progressOf(published!.counts)).toEqual({ all: 6, left: 1, waiting: 0, stopped: 5 });
  expect(await listMemberLetters(db, 1)).toMatchObject([{ delivery: "delivered" }]);
  expect(await listMemberLetters(db, 2)).toMatchObject([{ delivery: "stopped" }]);
});

test("in a rehearsal a member without an address waits like any other, on every page", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  await db.deleteFrom("member_contact").where("member_id", "=", 2).execute();
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand]));
  await send(db, id, { live: false });
  const copies = await listCopies(db, (await getLetter(db, String(id)))!, false, now);
  expect(copies.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  expect(await listMemberLetters(db, 2)).toMatchObject([{ delivery: "waiting" }]);
});
