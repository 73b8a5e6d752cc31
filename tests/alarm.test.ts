/** The life of an alarm: who is told what, how often, and when it is over. */
import { expect, test } from "vitest";

import { finishTask, forgetStuffing, keepTask, listTasks } from "#app/organisers/tasks.server.ts";
import { foldVelocity, forgetNetworks } from "#app/review/forget-velocity.server.ts";
import { forgetAlarms, listAlarms } from "#app/review/alarm.server.ts";
import { createVelocity, keepFlushing } from "#app/review/velocity.server.ts";
import { watch } from "#app/review/watch.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { taskSentence } from "#app/words/tasks.ts";
import type { Db } from "#db/connection.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now, seedHouse } from "./support/house.ts";
import { makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";
import { crowd, HOUR, MINUTE, NOBODYS, seat } from "./support/velocity.ts";

const DAY = 24 * HOUR;

const rowsOf = (db: Db) =>
  db.selectFrom("velocity").select(["kind", "slot", "key", "count"]).orderBy("kind").execute();

test("one alarm is one task, whose numbers follow, until a quarter of an hour after it stopped", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const site = crowd(db);
  const task = async () => (await listTasks(db)).map(({ facts }) => taskSentence(facts!));
  await site.confirms(0, 300, () => ({ place: seat(0) }));
  expect(site.velocity.isAlarmed()).toBe(false);
  await site.looks(10);
  expect(site.velocity.isAlarmed()).toBe(true);
  const first = await task();
  expect(first).toEqual([
    "Somebody may be stuffing the lists. In one hour 300 of 300 confirmations came from Place 001 (300). As many people as live there, usual for the first would be about 100. It began on 4 Mar 2026, 11:00. While it lasts, everybody who signs is asked for a proof of work; nobody is refused. Nothing is held because of it: all of it counts, but what comes from email domains that are held. Today: ask whether there was a rally or news there. Until you know, send no letter and quote no number that it moved.",
  ]);
  await site.looks(20);
  expect(await task()).toEqual(first);
  await site.confirms(25, 50, () => ({ place: seat(0) }));
  await site.looks(30);
  expect((await task())[0]).toContain("350 of 350");
  expect(await listTasks(db)).toHaveLength(1);
  await site.looks(15 * MINUTE);
  expect(site.velocity.isAlarmed()).toBe(true);
  await site.looks(21 * MINUTE);
  expect(site.velocity.isAlarmed()).toBe(false);
  const after = await task();
  expect(after).toHaveLength(1);
  expect(after[0]).toContain("was over on 4 Mar 2026, 11:21.");
});

test("a task that is done stays done while its alarm lasts, and waits anew when it begins again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const site = crowd(db);
  await site.confirms(0, 60, () => ({ domain: "1" }));
  await site.looks(0);
  const [task] = await listTasks(db);
  await db.transaction().execute((tx) => finishTask(tx, task!.id, task!.version, now));
  await site.confirms(10, 60, () => ({ domain: "1" }));
  await site.looks(10);
  expect(await listTasks(db)).toEqual([]);
  await site.looks(HOUR);
  expect(await listAlarms(db)).toEqual([]);
  await site.confirms(2 * HOUR, 60, () => ({ domain: "1" }));
  await site.looks(2 * HOUR);
  expect(await listTasks(db)).toHaveLength(1);
  expect(await site.alarms()).toEqual(["domain", "domain"]);
});

test("a domain gets its name when it crosses a line, whatever names were made up below it", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeSigningDays(db, now);
  const demand = await makeDemand(db, "one");
  const velocity = createVelocity(db, () => now, String);
  for (let n = 0; n < 55; n++) {
    const address = `fake${n}@${n.toString(36)}.mail.stuffing.example.co.uk`;
    const id = await signed(db, wishFor([demand], address), now);
    const [confirmed] = await confirmClicks(db, [{ id, ticked: null }], now);
    expect(confirmed).toMatchObject({ isNew: true, place: "KZ" });
    velocity.count(confirmed!.place, confirmed!.domainKey, undefined, id);
  }
  await velocity.flush();
  await watch(db, testKeys, keepTask, now);
  const [alarm] = await listAlarms(db);
  expect(alarm!.facts).toMatchObject({
    kind: "domain",
    count: 55,
    names: [{ name: "example.co.uk", count: 55 }],
  });
});

test("an alarm that another version of the program stored ends too", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const facts = JSON.stringify({ kind: "domain", of: "another shape" });
  await db.insertInto("alarm").values({ kind: "domain", began_at: now, facts }).execute();
  const site = crowd(db);
  await site.looks(10);
  expect(site.velocity.isAlarmed()).toBe(false);
});

test("two that look at the same moment raise one alarm and one task", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await crowd(db).confirms(0, 60, () => ({ domain: "1" }));
  await Promise.all(Array.from({ length: 4 }, () => watch(db, testKeys, keepTask, now)));
  expect(await listAlarms(db)).toHaveLength(1);
  expect(await listTasks(db)).toHaveLength(1);
});

test("several processes add up; what could not be stored is stored later; the end loses nothing", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const one = createVelocity(db, () => now, String);
  const two = createVelocity(db, () => now, String);
  one.count("KZ", "-7", "network", NOBODYS);
  two.count("KZ", "-7", undefined, NOBODYS);
  await Promise.all([one.flush(), two.flush()]);
  await db.schema.alterTable("velocity").renameTo("away").execute();
  one.count("KZ", null, undefined, NOBODYS);
  await expect(one.flush()).rejects.toThrow();
  await db.schema.alterTable("away").renameTo("velocity").execute();
  one.count("FR", null, undefined, NOBODYS);
  const faults: unknown[] = [];
  await keepFlushing(one, (fault) => faults.push(fault))();
  expect(faults).toEqual([]);
  const rows = (await rowsOf(db)).map(({ kind, key, count }) => `${kind} ${key} ${count}`);
  expect(rows.toSorted()).toEqual([
    "all everybody 4",
    "all unlisted 2",
    "domain -7 2",
    "place FR 1",
    "place KZ 3",
  ]);
});

test("networks are stored by fives, so that a crowd of which each has its own costs no rows", async () => {
  await using database = await freshDatabase();
  const { count, flush } = createVelocity(database.db, () => now, String);
  for (let n = 0; n < 100; n++) count("KZ", null, `network ${n}`, NOBODYS);
  for (let n = 0; n < 8; n++) count("KZ", null, "network 7", NOBODYS);
  await flush();
  for (let n = 0; n < 2; n++) count("KZ", null, "network 7", NOBODYS);
  await flush();
  const rows = await rowsOf(database.db);
  expect(rows.filter(({ kind }) => kind === "network")).toMatchObject([
    { key: "network 7", count: 10 },
  ]);
});

test("keys of networks are kept for 24 hours, the rest for four weeks, by day once it is past", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const site = crowd(db);
  const who = () => ({ domain: "1", network: "n" });
  for (const seconds of [-29 * DAY, -3 * DAY, -3 * DAY + 400, -25 * HOUR, -23 * HOUR])
    await site.confirms(seconds, 5, who);
  await forgetNetworks(db, now);
  const networks = (await rowsOf(db)).filter(({ kind }) => kind === "network");
  expect(networks).toEqual([{ kind: "network", slot: later(-23 * HOUR), key: "n", count: 5 }]);
  await foldVelocity(db, now);
  await foldVelocity(db, now);
  const domains = (await rowsOf(db)).filter(({ kind }) => kind === "domain");
  expect(domains).toEqual([
    { kind: "domain", slot: new Date("2026-03-01T00:00:00Z"), key: "1", count: 10 },
    { kind: "domain", slot: later(-25 * HOUR), key: "1", count: 5 },
    { kind: "domain", slot: later(-23 * HOUR), key: "1", count: 5 },
  ]);
});

test("an alarm that is over is kept for four weeks, and so is what its task tells", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const site = crowd(db);
  await site.confirms(0, 60, () => ({ domain: "1" }));
  await site.looks(0);
  await site.looks(HOUR);
  const forget = async (seconds: number) => {
    await forgetAlarms(db, later(seconds));
    await forgetStuffing(db, later(seconds));
  };
  await forget(28 * DAY);
  expect(await site.alarms()).toEqual(["domain"]);
  expect(await listTasks(db)).toHaveLength(1);
  await forget(28 * DAY + 2 * HOUR);
  expect(await site.alarms()).toEqual([]);
  expect(await listTasks(db)).toEqual([]);
});
