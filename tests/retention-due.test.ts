/** Which demands are due to be forgotten, what comes between, and what organisers are told when it is late. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { reopenDemands } from "#app/demands/life/close-all.server.ts";
import { closeRetired } from "#app/demands/life/close-retired.server.ts";
import { getDemandLife } from "#app/demands/life/get-life.server.ts";
import { noWords, takeStep } from "#app/demands/life/take-step.server.ts";
import { heedRetention } from "#app/organisers/heed-retention.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { forgetNewsAddresses } from "#app/signatures/retention/news-addresses.server.ts";
import { countOverdue } from "#app/signatures/retention/overdue.server.ts";
import { taskSentence } from "#app/words/tasks.ts";
import { listDue } from "#app/signatures/retention/due.server.ts";
import { forgetPeople } from "#app/signatures/retention/forget-people.server.ts";
import { foldMinutes } from "#app/signatures/fold-minutes.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { dropSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import { ago, close, DAY, now } from "./support/retention.ts";
import {
  keyOf,
  makeDemand,
  signed,
  signedAndConfirmed,
  testKeys,
  wishFor,
} from "./support/signers.ts";

test("a demand that is opened again while its people are forgotten keeps all of them, or stays closed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands: number[] = [];
  for (let n = 0; n < 6; n++) demands.push(await makeDemand(db, `demand-${n}`));
  for (let n = 0; n < 20; n++)
    await signedAndConfirmed(db, wishFor(demands, `n${n}@example.org`), ago(40));
  await foldMinutes(db, now);
  for (const demand of demands) await close(db, demand, ago(28));
  const reopen = async (demand: number) =>
    db.transaction().execute(async (tx) => {
      const life = (await getDemandLife(tx, demand))!;
      const step = { name: "reopen" as const, words: noWords, closesAt: null };
      return (await takeStep(tx, demand, step, life.version, now)).said;
    });
  const [, ...said] = await Promise.all([
    forgetPeople(db, now, testKeys),
    ...demands.map((demand) => reopen(demand)),
    withdraw(db, testKeys, keyOf("n0@example.org"), demands, now),
  ]);
  for (const [n, demand] of demands.entries()) {
    const { state } = (await getDemandLife(db, demand))!;
    const { rows } = await sql<{ people: number; all: number }>`
      select count(person)::int as people, count(*)::int as all from signature
       where demand_id = ${demand}`.execute(db);
    const { people, all } = rows[0]!;
    expect(said[n]).toBe(state === "open" ? "demand-reopened" : "demand-forgotten");
    expect(people).toBe(state === "open" ? all : 0);
  }
  expect(await checkTally(db)).toEqual([]);
  // nor does the campaign that goes on again open what is forgotten
  const [forgotten] = [await makeDemand(db, "forgotten")];
  await close(db, forgotten, ago(28));
  await forgetPeople(db, now, testKeys);
  const moved = await db
    .transaction()
    .execute((tx) => reopenDemands(tx, [forgotten], ago(28), now));
  expect(moved.ids).toEqual([]);
});

test("one that was taken off the site while it was open is closed after four weeks, as of then", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const retire = { name: "retire" as const, words: noWords };
  const { version } = (await getDemandLife(db, demand))!;
  await db.transaction().execute((tx) => takeStep(tx, demand, retire, version, ago(28)));
  // one whose timeline does not say so
  const silent = await makeDemand(db, "two");
  await db
    .updateTable("demand")
    .set({ state: "removed", closed_at: null, updated_at: ago(28) })
    .where("id", "=", silent)
    .execute();
  await closeRetired(db, ago(1));
  expect((await getDemandLife(db, demand))!.closedAt).toBeNull();
  await closeRetired(db, now);
  expect((await getDemandLife(db, silent))!.closedAt).toEqual(ago(28));
  const life = (await getDemandLife(db, demand))!;
  expect(life.closedAt).toEqual(ago(28));
  const restore = { name: "restore" as const, words: noWords };
  await db.transaction().execute((tx) => takeStep(tx, demand, restore, life.version, now));
  expect((await getDemandLife(db, demand))!.state).toBe("closed");
});

test("what is late is a figure, then a task, which goes by itself", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await close(db, demand, ago(28));
  await signed(db, wishFor([await makeDemand(db, "two")], "ann@example.org"), ago(9));
  expect(await countOverdue(db, now)).toBeCloseTo(DAY / 1000, 0);
  await heedRetention(db, now);
  expect(await listTasks(db)).toEqual([]);
  const later = new Date(now.getTime() + 2 * DAY);
  expect(await countOverdue(db, later)).toBeCloseTo((3 * DAY) / 1000, 0);
  await heedRetention(db, later);
  const tasks = await listTasks(db);
  expect(tasks.map(({ facts }) => facts)).toEqual([{ kind: "retention-late", data: { days: 3 } }]);
  expect(taskSentence(tasks[0]!.facts!)).toContain("3 days late");
  await forgetPeople(db, later, testKeys);
  await dropSigningDays(db, later);
  await heedRetention(db, later);
  expect(await countOverdue(db, later)).toBe(0);
  expect(await listTasks(db)).toEqual([]);

  // one that was closed late, as of the time that was set for it, can still be opened again for four weeks
  const late = await makeDemand(db, "late");
  const { version } = (await getDemandLife(db, late))!;
  await db
    .transaction()
    .execute((tx) => takeStep(tx, late, { name: "close", words: noWords }, version, ago(1)));
  await close(db, late, ago(40));
  expect(await listDue(db, now)).toEqual([]);
  expect(await listDue(db, new Date(now.getTime() + 27 * DAY))).toEqual([late]);

  // what is held has to be decided on before
  const review = await makeDemand(db, "held");
  await db.updateTable("demand").set({ held_count: 2 }).where("id", "=", review).execute();
  await close(db, review, ago(20));
  await heedRetention(db, now);
  expect(await listTasks(db)).toEqual([]);
  const soon = new Date(now.getTime() + DAY);
  await heedRetention(db, soon);
  const [asked] = await listTasks(db);
  expect(asked!.facts).toEqual({
    kind: "held-soon",
    data: { number: 2, at: new Date(now.getTime() + 8 * DAY).toISOString() },
  });
  expect(taskSentence(asked!.facts!)).toContain("2 held signatures become numbers");
  await db.updateTable("demand").set({ held_count: 0 }).where("id", "=", review).execute();
  await heedRetention(db, soon);
  expect(await listTasks(db)).toEqual([]);
});

test("a demand that fails keeps no other from being done; of a campaign that is over nobody is kept for news", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [broken, whole] = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  for (const name of ["ann", "bob", "cat"])
    await signedAndConfirmed(
      db,
      { ...wishFor([broken, whole], `${name}@example.org`), updates: true },
      ago(40),
    );
  await foldMinutes(db, now);
  for (const demand of [broken, whole]) await close(db, demand, ago(28));
  const sealedBy = (version: number) =>
    db
      .updateTable("signature")
      .set({ key_version: version })
      .where("demand_id", "=", broken)
      .where("person", "is not", null)
      .execute();
  await sealedBy(9);
  await expect(forgetPeople(db, now, testKeys)).rejects.toThrow("no key of version 9");
  const people = () =>
    db
      .selectFrom("signature")
      .select(["demand_id", ({ fn }) => fn.count<number>("person").as("people")])
      .groupBy("demand_id")
      .orderBy("demand_id")
      .execute();
  expect(await people()).toEqual([
    { demand_id: broken, people: 3 },
    { demand_id: whole, people: 0 },
  ]);
  expect(await listDue(db, now)).toEqual([broken]);
  const news = () => db.selectFrom("news_address").select("demand_id").distinct().execute();
  expect(await news()).toEqual([{ demand_id: whole }]);

  await sealedBy(1);
  const closing = { closed_at: ago(28), note: "", demand_ids: [], stopped_letters: false };
  await db
    .insertInto("campaign_closing")
    .values({ ...closing, organiser_id: null })
    .execute();
  await forgetPeople(db, now, testKeys);
  expect(await listDue(db, now)).toEqual([]);
  expect(await news()).toEqual([{ demand_id: whole }]);
  // while they stay it is late, long before twelve months are over
  await dropSigningDays(db, now);
  const later = new Date(now.getTime() + 2 * DAY);
  expect(await countOverdue(db, later)).toBeCloseTo((2 * DAY) / 1000, 0);
  await forgetNewsAddresses(db, now);
  expect(await news()).toEqual([]);
  expect(await countOverdue(db, later)).toBe(0);
});
