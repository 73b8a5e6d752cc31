import { expect, test, vi } from "vitest";

import { type Click, confirmClicks } from "#app/signatures/confirm.server.ts";
import { Busy, groupCommit } from "#db/group-commit.ts";
import { singleFlight } from "#db/single-flight.ts";
import { type NewSigning, prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import type { Wish } from "#app/signatures/signing-form.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { countOf, makeDemand, testKeys } from "./support/signers.ts";

const unwatched = { observeBatch: () => {}, countTurnedAway: () => {} };

const wish = (address: string, more: Partial<Wish> = {}): NewSigning =>
  prepareSigning(
    testKeys,
    {
      slugs: ["one"],
      person: { name: "Ann", address, postcode: null },
      place: "KZ",
      locale: "en",
      updates: false,
      ...more,
    },
    new Date(),
  );

const keyOf = (signing: NewSigning) => signing.signerKey.toString("hex");

/** A statement that waits until it is let go; shows how many are under way. */
function heldStatement() {
  const started: number[][] = [];
  const letGo: (() => void)[] = [];
  const run = (items: readonly number[]) =>
    new Promise<number[]>((resolve) => {
      started.push([...items]);
      letGo.push(() => resolve(items.map((item) => item * 10)));
    });
  return { started, letGo, run };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

const confirming = (db: Db) =>
  singleFlight(
    ({ id, ticked }: Click) => `${id} ${ticked?.join() ?? "*"}`,
    groupCommit(
      "confirm",
      (click: Click) => click.id,
      (clicks) => confirmClicks(db, clicks, new Date()),
      unwatched,
    ),
  );

async function stored(db: Db) {
  const signings = await db.selectFrom("signing").select("id").execute();
  const mails = await db.selectFrom("mail_message").select(["kind", "params"]).execute();
  return { signings: signings.length, mails: mails.length };
}

/** Ends the sessions of a database that wait for a lock. */
async function cutWaiting({ pool }: TestDatabase): Promise<void> {
  const waiting = `from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  for (;;) {
    const { rows } = await pool.query(`select pg_terminate_backend(pid) ${waiting}`);
    if (rows.length > 0) return;
  }
}

test("what comes while two statements are under way goes together in the next one", async () => {
  const { started, letGo, run } = heldStatement();
  const take = groupCommit("test", String, run, unwatched);
  const first = take(1);
  await turn();
  const second = take(2);
  await turn();
  const others = [3, 4, 5].map((item) => take(item));
  await turn();
  expect(started).toEqual([[1], [2]]);
  letGo[0]!();
  expect(await first).toBe(10);
  while (started.length < 3) await turn();
  expect(started).toEqual([[1], [2], [3, 4, 5]]);
  letGo[1]!();
  letGo[2]!();
  expect(await Promise.all([second, ...others])).toEqual([20, 30, 40, 50]);
});

test("what comes in one turn of the event loop shares a statement, except under one key", async () => {
  const { started, letGo, run } = heldStatement();
  const take = groupCommit("test", (item) => String(item % 3), run, unwatched);
  const answers = [1, 2, 3, 4, 7].map((item) => take(item));
  await turn();
  await turn();
  expect(started).toEqual([[1, 2, 3], [4]]);
  letGo[0]!();
  letGo[1]!();
  await Promise.all(answers.slice(0, 4));
  while (started.length < 3) await turn();
  expect(started[2]).toEqual([7]);
  letGo[2]!();
  expect(await answers[4]).toBe(70);
});

test("beyond the bound of waiting work the next one is turned away at once", async () => {
  const { letGo, run } = heldStatement();
  let turnedAway = 0;
  const watch = { ...unwatched, countTurnedAway: () => turnedAway++ };
  const take = groupCommit("test", String, run, watch);
  const first = [take(0), turn().then(() => take(-1))];
  await turn();
  await turn();
  const waiting = Array.from({ length: 2_000 }, (_, item) => take(item + 1));
  await expect(take(9_999)).rejects.toBeInstanceOf(Busy);
  expect(turnedAway).toBe(1);
  let done = 0;
  const all = Promise.all([...first, ...waiting]).then((answers) => (done = answers.length));
  while (done === 0) {
    letGo.shift()?.();
    await turn();
  }
  await all;
  expect(done).toBe(2_002);
});

test("of one key only a few wait, and the others' places stay free", async () => {
  const { letGo, run } = heldStatement();
  const take = groupCommit("test", (item) => String(item % 10), run, unwatched);
  const under = [take(7), turn().then(() => take(17))];
  await turn();
  await turn();
  const flood = Array.from({ length: 20 }, (_, n) => take(27 + 10 * n));
  const stranger = take(8);
  const refused = Promise.all(flood.slice(4).map((one) => expect(one).rejects.toThrow(Busy)));
  await refused;
  let done = false;
  const all = Promise.all([...under, ...flood.slice(0, 4), stranger]).then(() => (done = true));
  while (!done) {
    letGo.shift()?.();
    await turn();
  }
  await all;
});

test("what waits behind statements that hang is turned away after a while", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const { letGo, run } = heldStatement();
    const take = groupCommit("test", String, run, unwatched);
    const hanging = [take(1), turn().then(() => take(2))];
    await turn();
    await turn();
    const late = expect(take(3)).rejects.toThrow(Busy);
    await vi.advanceTimersByTimeAsync(3_000);
    await late;
    for (const go of letGo) go();
    expect(await Promise.all(hanging)).toEqual([10, 20]);
  } finally {
    vi.useRealTimers();
  }
});

/** A key of another length than the table takes. */
const refusedByDatabase = { signerKey: Buffer.alloc(3) };

test("a fault of every row is not looked for in all of them", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  let statements = 0;
  const take = groupCommit(
    "sign",
    keyOf,
    (rows) => {
      statements++;
      return storeSignings(db, rows);
    },
    unwatched,
  );
  const settled = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) =>
      take({
        ...wish(`s${n}@example.org`),
        ...refusedByDatabase,
      }),
    ),
  );
  expect(settled.every(({ status }) => status === "rejected")).toBe(true);
  expect(statements).toBeLessThan(40);
});

test("every one of a batch gets their own outcome, and who fails fails alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  await makeDemand(db, "closed", "closed");
  const take = groupCommit("sign", keyOf, (rows) => storeSignings(db, rows), unwatched);
  const faulty = { ...wish("old@example.org"), ...refusedByDatabase };
  const settled = await Promise.allSettled(
    [
      wish("ann@example.org"),
      wish("bob@example.org", { place: null }),
      faulty,
      wish("dana@example.org", { slugs: ["one", "closed"] }),
      wish("eve@example.org", { place: "E14999999" }),
      wish("olena@example.org"),
      wish("zoe@example.org", { slugs: ["nowhere"] }),
    ].map(take),
  );
  expect(settled.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([
    "taken",
    "no-place",
    "failed",
    "no-demand",
    "no-place",
    "taken",
    "no-demand",
  ]);
  expect(await stored(db)).toEqual({ signings: 2, mails: 2 });
});

test("two signings of one person at once get one mail", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  const take = groupCommit("sign", keyOf, (rows) => storeSignings(db, rows), unwatched);
  const outcomes = await Promise.all(
    ["ann@gmail.com", "a.nn@gmail.com", "ANN+x@googlemail.com"].map((address) =>
      take(wish(address)),
    ),
  );
  expect(outcomes).toEqual(["taken", "taken", "taken"]);
  expect(await stored(db)).toEqual({ signings: 3, mails: 1 });
});

test("storing the same signings again changes nothing and mails nobody twice", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  const signings = [wish("ann@example.org"), wish("bob@example.org")];
  expect(await storeSignings(db, signings)).toEqual(["taken", "taken"]);
  expect(await storeSignings(db, signings)).toEqual(["taken", "taken"]);
  expect(await stored(db)).toEqual({ signings: 2, mails: 2 });
});

test("a connection that is lost under way is tried again: signed once, mailed once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await makeDemand(db, "one");
  await storeSignings(db, [wish("ann@example.org")]);
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("select from mail_allowance for update");
  const take = groupCommit("sign", keyOf, (rows) => storeSignings(db, rows), unwatched);
  const answers = ["ann@example.org", "bob@example.org"].map((address) => take(wish(address)));
  await cutWaiting(database);
  await holder.query("commit");
  holder.release();
  expect(await Promise.all(answers)).toEqual(["taken", "taken"]);
  expect(await stored(db)).toEqual({ signings: 3, mails: 2 });
});

test("a confirmation whose connection is lost counts once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const signings = ["ann@example.org", "bob@example.org"].map((address) => wish(address));
  await storeSignings(db, signings);
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("select from demand for update");
  const take = confirming(db);
  const answers = signings.map(({ id }) => take({ id, ticked: null }));
  await cutWaiting(database);
  await holder.query("commit");
  holder.release();
  expect(await Promise.all(answers)).toMatchObject([
    { slugs: ["one"], isNew: true },
    { slugs: ["one"], isNew: true },
  ]);
  expect(await countOf(db, demand)).toBe(2);
  expect(await checkTally(db)).toEqual([]);
});

test("signings are held in the order in which withdrawing holds them, whatever came first", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const signings = [wish("ann@example.org"), wish("ann@example.org")];
  await storeSignings(db, [signings[0]!]);
  await storeSignings(db, [signings[1]!]);
  const [first, second] = signings.map(({ id }) => id).toSorted() as [string, string];
  const holder = await database.pool.connect();
  const hold = (id: string) => holder.query("select from signing where id = $1 for update", [id]);
  await holder.query("begin");
  await hold(first);
  const clicks = [second, first].map((id) => ({ id, ticked: null }));
  const confirmed = confirmClicks(db, clicks, new Date());
  const waiting = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await database.pool.query(waiting)).rowCount === 0);
  await hold(second);
  await holder.query("commit");
  holder.release();
  expect((await confirmed).map(({ slugs }) => slugs)).toEqual([["one"], ["one"]]);
  expect(await countOf(db, demand)).toBe(1);
});

test("the same click, many times at once, waits in one place and counts once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const signing = wish("ann@example.org");
  await storeSignings(db, [signing]);
  const take = confirming(db);
  const answers = await Promise.all(
    Array.from({ length: 500 }, () => take({ id: signing.id, ticked: null })),
  );
  for (const { slugs } of answers) expect(slugs).toEqual(["one"]);
  expect(await take({ id: signing.id, ticked: null })).toMatchObject({
    slugs: ["one"],
    isNew: false,
  });
  expect(await countOf(db, demand)).toBe(1);
});

test("a crowd of clicks, many on the same links and of the same people, counts each once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  const signings = Array.from({ length: 60 }, (_, n) =>
    // every person asks twice
    wish(`s${n % 30}@example.org`, { slugs: n % 3 ? ["one", "two"] : ["two"] }),
  );
  for (const signing of signings) await storeSignings(db, [signing]);
  const processes = [confirming(db), confirming(db)];
  const answers = await Promise.all(
    Array.from({ length: 240 }, (_, n) =>
      processes[n % 2]!({ id: signings[n % 60]!.id, ticked: null }),
    ),
  );
  for (const [n, { slugs }] of answers.entries()) {
    expect(slugs).toEqual((n % 60) % 3 ? ["one", "two"] : ["two"]);
  }
  expect(await countOf(db, demands[0]!)).toBe(20);
  expect(await countOf(db, demands[1]!)).toBe(30);
  expect(await checkTally(db)).toEqual([]);
});
