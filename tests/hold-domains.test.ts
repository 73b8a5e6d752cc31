/** A domain over its line: what is confirmed there is held, once, whoever looks and however often. */
import { expect, test } from "vitest";

import { keepTask, listTasks } from "#app/organisers/tasks.server.ts";
import { listAlarms } from "#app/review/alarm.server.ts";
import { createVelocity } from "#app/review/velocity.server.ts";
import { watch } from "#app/review/watch.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { setStanding } from "#app/signatures/set-aside.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { taskSentence } from "#app/words/tasks.ts";
import { makeSigningDays } from "#db/partitions.ts";

import { freshDatabase } from "./support/database.ts";
import { later, now } from "./support/house.ts";
import { makeDemand, signed, testKeys, wishFor } from "./support/signers.ts";
import { crowd, HOUR, MINUTE } from "./support/velocity.ts";

/** A demand or two, and people who sign and confirm there, counted as web processes count them. */
async function campaign() {
  const database = await freshDatabase();
  const { db } = database;
  await makeSigningDays(db, now);
  const demands = [await makeDemand(db, "one"), await makeDemand(db, "two")];
  let at = 0;
  const velocity = createVelocity(db, () => later(at), String);
  const sign = (address: string, chosen = demands) =>
    signed(db, wishFor(chosen, address), later(at));
  const confirm = async (ids: readonly string[]) => {
    const clicks = ids.map((id) => ({ id, ticked: null }));
    const confirmed = await confirmClicks(db, clicks, later(at));
    for (const [index, one] of confirmed.entries())
      if (one.isNew) velocity.count(one.place, one.domainKey, undefined, ids[index]!);
    await velocity.flush();
  };
  return {
    db,
    demands,
    velocity,
    sign,
    confirm,
    moves: (seconds: number) => void (at = seconds),
    async crowd(people: number, domain: string, of = "fake") {
      const ids: string[] = [];
      for (let n = 0; n < people; n++) ids.push(await sign(`${of}${n}@${domain}`));
      await confirm(ids);
      return ids;
    },
    look: () => watch(db, testKeys, keepTask, later(at)),
    async counts() {
      const rows = await db
        .selectFrom("demand")
        .select(["signature_count as counted", "held_count as held"])
        .orderBy("id")
        .execute();
      expect(await checkTally(db)).toEqual([]);
      return rows;
    },
    reviews: () => db.selectFrom("review").selectAll().orderBy("id").execute(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("a domain over its line is held: what came, as one piece of work, and what comes", async () => {
  await using site = await campaign();
  const { db } = site;
  await site.crowd(3, "x.stuffing.example", "early");
  site.moves(2 * HOUR);
  await site.crowd(20, "gmail.com");
  await site.crowd(49, "stuffing.example");
  await site.look();
  expect(await site.counts()).toMatchObject([{ counted: 72 }, { counted: 72 }]);
  await site.crowd(6, "y.stuffing.example", "last");
  await site.look();
  // the three of two hours ago stand
  const after = { counted: 23, held: 55 };
  expect(await site.counts()).toEqual([after, after]);
  const [review] = await site.reviews();
  expect(review).toMatchObject({
    deed: "hold",
    state: "done",
    organiser_id: null,
    number: 110,
    done: 110,
    changed: 110,
    reason:
      "In one hour 55 of 75 confirmations came from this email domain. Usual would be none or one.",
  });
  const rule = await db
    .selectFrom("domain_rule")
    .select(["rule", "name", "set_by", "reason"])
    .execute();
  expect(rule).toEqual([
    { rule: "held", name: "stuffing.example", set_by: null, reason: review!.reason },
  ]);
  const rows = await db.selectFrom("review_signature").select(["place", "was"]).execute();
  expect(new Set(rows.map(({ was }) => was))).toEqual(new Set(["counted"]));
  expect(rows.map(({ place }) => place).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 110 }, (_, n) => n + 1),
  );
  const [task] = await listTasks(db);
  expect(taskSentence(task!.facts!)).toContain(
    "110 signatures from there are held: confirmed, and not counted until somebody releases them. What else is confirmed from there is held as well.",
  );

  site.moves(2 * HOUR + MINUTE);
  await site.crowd(10, "stuffing.example", "more");
  expect(await site.counts()).toEqual([
    { counted: 23, held: 65 },
    { counted: 23, held: 65 },
  ]);
  await site.look();
  await site.look();
  expect(await site.reviews()).toHaveLength(1);
  // the attack goes on, so its alarm does
  expect((await listAlarms(db)).map(({ facts }) => [facts.kind, facts.count, facts.held])).toEqual([
    ["domain", 65, 130],
  ]);
});

test("more than one statement takes is one piece of work all the same", async () => {
  await using site = await campaign();
  await site.crowd(300, "stuffing.example");
  await site.look();
  expect(await site.counts()).toEqual([
    { counted: 0, held: 300 },
    { counted: 0, held: 300 },
  ]);
  expect(await site.reviews()).toMatchObject([{ number: 600, changed: 600 }]);
});

test("several that look at once, beside confirming and withdrawing, hold everything once", async () => {
  await using site = await campaign();
  const { db } = site;
  for (const domain of ["a.example", "b.example", "c.example"]) await site.crowd(60, domain);
  const late: string[] = [];
  for (let n = 0; n < 30; n++) late.push(await site.sign(`late${n}@b.example`));
  const signers = await db.selectFrom("signature").select("signer_key").distinct().execute();
  await Promise.all([
    ...Array.from({ length: 4 }, () => site.look()),
    ...late.map((id) => site.confirm([id])),
    ...signers
      .slice(0, 20)
      .map((one) => withdraw(db, testKeys, one.signer_key, site.demands, later(0))),
  ]);
  site.moves(10);
  await site.look();
  const stands = await db.selectFrom("signature").select("set_aside").execute();
  expect(stands).toHaveLength(2 * (180 + 30 - 20));
  expect(new Set(stands.map((one) => one.set_aside))).toEqual(new Set(["held"]));
  expect(await site.counts()).toMatchObject([{ counted: 0 }, { counted: 0 }]);
  expect(await db.selectFrom("domain_rule").select("rule").execute()).toHaveLength(3);
  const frozen = await db
    .selectFrom("review_signature")
    .select(["demand_id", "signer_key"])
    .execute();
  const each = frozen.map((one) => `${one.demand_id} ${one.signer_key.toString("hex")}`);
  expect(new Set(each).size).toBe(each.length);
  for (const { state, number, changed } of await site.reviews())
    expect({ state, number }).toEqual({ state: "done", number: changed });
});

test("who confirmed before the rule was made, and was seen only after, is held by the next look", async () => {
  await using site = await campaign();
  const { db, demands } = site;
  for (let n = 0; n < 55; n++)
    await site.confirm([await site.sign(`fake${n}@stuffing.example`, [demands[0]!])]);
  const slow = await site.sign("slow@stuffing.example", [demands[1]!]);
  await db.transaction().execute(async (tx) => {
    await confirmClicks(tx, [{ id: slow, ticked: null }], later(0));
    await site.look();
  });
  expect(await site.counts()).toEqual([
    { counted: 0, held: 55 },
    { counted: 1, held: 0 },
  ]);
  site.moves(10);
  await site.look();
  expect(await site.counts()).toEqual([
    { counted: 0, held: 55 },
    { counted: 0, held: 1 },
  ]);
  expect(await site.reviews()).toMatchObject([{ number: 55 }, { number: 1 }]);
});

test("a look that breaks off has done nothing, and the next one does it", async () => {
  await using site = await campaign();
  const { db } = site;
  await site.crowd(55, "stuffing.example");
  const broken = watch(db, testKeys, () => Promise.reject(new Error("killed")), later(0));
  await expect(broken).rejects.toThrow("killed");
  expect(await site.counts()).toMatchObject([{ counted: 55 }, { counted: 55 }]);
  expect(await db.selectFrom("domain_rule").select("rule").execute()).toEqual([]);
  await site.look();
  expect(await site.counts()).toMatchObject([{ held: 55 }, { held: 55 }]);
});

test("what organisers release stays released, though the attack goes on", async () => {
  await using site = await campaign();
  const { db } = site;
  await site.crowd(55, "stuffing.example");
  await site.look();
  const [review] = await site.reviews();
  const rows = await db.selectFrom("signature").select(["demand_id", "signer_key"]).execute();
  const signatures = rows.map((row) => ({ demandId: row.demand_id, signerKey: row.signer_key }));
  const back = { signatures, from: ["held"], to: "counted", undoes: true } as const;
  await setStanding(db, { ...back, reviewId: review!.id, seenAt: later(0) }, later(MINUTE));
  site.moves(2 * MINUTE);
  await site.crowd(5, "stuffing.example", "more");
  await site.look();
  expect(await site.counts()).toEqual([
    { counted: 55, held: 5 },
    { counted: 55, held: 5 },
  ]);
});

test("a domain that organisers have listed crosses no line, alone or with others", async () => {
  await using site = await campaign();
  const { db } = site;
  await site.crowd(8, "university.example");
  const { domain_key: key } = await db
    .selectFrom("signature")
    .select((eb) => eb.cast<string>("domain_key", "text").as("domain_key"))
    .executeTakeFirstOrThrow();
  const listed = { rule: "listed" as const, name: "university.example", reason: "A university" };
  await db
    .insertInto("domain_rule")
    .values({ ...listed, domain_key: key, set_by: null, set_at: now })
    .execute();
  await site.crowd(700, "university.example", "student");
  await site.look();
  expect(await listAlarms(db)).toEqual([]);
  expect(await site.counts()).toMatchObject([{ counted: 708 }, { counted: 708 }]);
  // others are measured without it
  await site.crowd(55, "stuffing.example");
  await site.look();
  const [alarm] = await listAlarms(db);
  expect(alarm!.facts).toMatchObject({ kind: "domain", count: 55, over: 1 });
  expect(await site.counts()).toMatchObject([{ counted: 708, held: 55 }, { counted: 708 }]);
});

test("ten domains of forty-five an hour are seen within minutes, and held once each has two hundred", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const site = crowd(db);
  const fakes = (n: number) => ({ domain: `${n % 10}`, network: `${n % 50}` });
  await site.during(0, 20 * MINUTE, 150, fakes);
  expect((await listAlarms(db)).map(({ facts }) => facts.kind)).toEqual(["new-domains"]);
  await site.during(20 * MINUTE, 4 * HOUR, 1_650, fakes);
  expect(await db.selectFrom("domain_rule").select("rule").execute()).toEqual([]);
  await site.during(4 * HOUR, 5 * HOUR, 450, fakes);
  expect(await db.selectFrom("domain_rule").select("rule").execute()).toHaveLength(10);
});
