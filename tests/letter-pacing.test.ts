import { expect, test } from "vitest";

import { nextOpening } from "#app/letters/leaving/pace.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { pauseLetter, resumeLetter } from "#app/letters/pause-letter.server.ts";
import { freezeBatch } from "#emails/dispatch/freeze-batch.ts";

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
} from "./support/letters.ts";
import { countStates } from "./support/mails.ts";

type Db = Parameters<typeof releaseCopies>[0];

/** A letter to everybody in a House of `seats`, on its way since `now`. */
async function onItsWay(db: Db, seats: number, more: Parameters<typeof draft>[1] = {}) {
  await seedHouse(db, seats);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const id = await approved(db, await organiser(db), draft([demand], more));
  await send(db, id);
  return id;
}

const outlet = { name: "mailbox", batchSize: 100 } as const;

test("60 an hour is one a minute, from the first second on", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await onItsWay(db, 5);
  const released: number[] = [];
  for (const second of [0, 1, 30, 59, 60, 61, 120])
    released.push(await releaseCopies(db, keys, "mailbox", later(second)));
  expect(released).toEqual([1, 0, 0, 0, 1, 0, 1]);
});

test("36,000 an hour is ten a second, however the calls fall", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await onItsWay(db, 50, { perHour: 36_000 });
  const released: number[] = [];
  for (const second of [0, 1, 1.5, 3])
    released.push(await releaseCopies(db, keys, "mailbox", later(second)));
  expect(released).toEqual([1, 10, 5, 15]);
});

test("after a standstill the pace goes on as if no time had passed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await onItsWay(db, 50, { perHour: 600 });
  expect(await releaseCopies(db, keys, "mailbox", now)).toBe(1);
  expect(await releaseCopies(db, keys, "mailbox", later(3600))).toBe(1);
  expect(await releaseCopies(db, keys, "mailbox", later(3601))).toBe(0);
  expect(await releaseCopies(db, keys, "mailbox", later(3606))).toBe(1);
});

test("copies of a paused letter wait for their turn again, and all of it goes on at its pace", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await onItsWay(db, 5, { perHour: 36_000 });
  await releaseCopies(db, keys, "mailbox", now);
  await releaseCopies(db, keys, "mailbox", later(0.1));
  const said = await inOne(db, (tx) => pauseLetter(tx, id));
  expect(said).toMatchObject({ said: "paused" });
  expect(await freezeBatch(db, outlet, later(3600))).toBeUndefined();
  expect(await releaseCopies(db, keys, "mailbox", later(3600))).toBe(0);
  expect(await inOne(db, (tx) => pauseLetter(tx, id))).toMatchObject({ said: "not-sending" });
  await inOne(db, (tx) => resumeLetter(tx, id, later(7200)));
  expect(await countStates(db)).toEqual({});
  expect(await releaseCopies(db, keys, "mailbox", later(7200))).toBe(1);
  await sendAll(db, id, later(7200));
  expect(await mailedCopies(db, id)).toHaveLength(5);
});

test("a stopped letter takes back what is queued and leaves what is being handed over", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await onItsWay(db, 5, { perHour: 36_000 });
  await releaseCopies(db, keys, "mailbox", now);
  await freezeBatch(db, outlet, now);
  await releaseCopies(db, keys, "mailbox", later(0.2));
  await inOne(db, (tx) => cancelLetter(tx, id, later(1)));
  expect(await countStates(db)).toEqual({ sending: 1 });
  const copies = await db.selectFrom("letter_copy").select("state").orderBy("position").execute();
  expect(copies.map(({ state }) => state)).toEqual([
    "queued",
    ...Array<string>(4).fill("cancelled"),
  ]);
  expect(await releaseCopies(db, keys, "mailbox", later(3600))).toBe(0);
  expect(await inOne(db, (tx) => resumeLetter(tx, id, now))).toMatchObject({ said: "not-paused" });
  expect(await inOne(db, (tx) => cancelLetter(tx, id, now))).toMatchObject({ said: "over" });
});

test("a letter is sent when its last copy has left the outbox, not before", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await onItsWay(db, 1);
  await releaseCopies(db, keys, "mailbox", now);
  await releaseCopies(db, keys, "mailbox", later(60));
  expect((await letterRow(db, id)).state).toBe("sending");
  await settleAll(db, later(60));
  await releaseCopies(db, keys, "mailbox", later(61));
  expect(await letterRow(db, id)).toMatchObject({ state: "sent", finished_at: later(61) });
});

test("in office hours copies wait for Monday to Friday, 9:00 to 17:00 in London", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await onItsWay(db, 3, { window: "office-hours" });
  const friday = new Date("2026-03-06T17:00:00Z");
  expect(await releaseCopies(db, keys, "mailbox", friday)).toBe(0);
  expect((await letterRow(db, id)).next_at).toEqual(new Date("2026-03-09T09:00:00Z"));
  expect(await releaseCopies(db, keys, "mailbox", new Date("2026-03-09T08:59:59Z"))).toBe(0);
  expect(await releaseCopies(db, keys, "mailbox", new Date("2026-03-09T09:00:00Z"))).toBe(1);
});

test("offices open by their own clock, in summer too", () => {
  const opening = (time: string) => nextOpening(new Date(time), "Europe/London").toISOString();
  expect(opening("2026-07-01T07:00:00Z")).toBe("2026-07-01T08:00:00.000Z");
  expect(opening("2026-07-01T15:59:00Z")).toBe("2026-07-01T15:59:00.000Z");
  expect(opening("2026-07-03T16:00:00Z")).toBe("2026-07-06T08:00:00.000Z");
  // the clocks go forward on the Sunday in between
  expect(opening("2026-03-27T18:00:00Z")).toBe("2026-03-30T08:00:00.000Z");
});
