/** The life of a demand: every step in every state, what it writes down, and what happens by itself. */
import { expect, test } from "vitest";

import {
  type DeedName,
  deedNames,
  demandDeeds,
  refusalOf,
  stateAfter,
} from "#app/demands/life/demand-life.ts";
import { getDemandLife } from "#app/demands/life/get-life.server.ts";
import { moveDue } from "#app/demands/life/move-due.server.ts";
import { noWords, takeStep } from "#app/demands/life/take-step.server.ts";
import { saveWords } from "#app/demands/writing/save-words.server.ts";
import { act, writeAudit } from "#app/organisers/audit.server.ts";
import type { Db } from "#db/connection.ts";
import type { DemandState, Outcome } from "#db/schema.ts";

import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirm, countOf, makeDemand, signed, wishFor } from "./support/signers.ts";

const HOUR = 3_600_000;
const now = new Date("2026-03-04T11:00:00Z");
const states: DemandState[] = ["draft", "open", "closed", "removed"];

/** Where each step leads from each state; what is not here is refused. */
const ways: Partial<Record<`${DemandState} ${DeedName}`, DemandState>> = {
  "draft open": "open",
  "open close": "closed",
  "open outcome": "open",
  "open retire": "removed",
  "closed reopen": "open",
  "closed outcome": "closed",
  "closed retire": "removed",
  "removed restore": "open",
};

async function inState(db: Db, slug: string, state: DemandState): Promise<number> {
  const id = await makeDemand(db, slug, "draft");
  const closed = state === "closed" ? { closed_at: now } : {};
  await db
    .updateTable("demand")
    .set({ state, ...closed })
    .where("id", "=", id)
    .execute();
  return id;
}

async function step(
  db: Db,
  id: number,
  name: DeedName,
  more: { outcome?: { outcome: Outcome; occurredOn: string }; saw?: string; at?: Date } = {},
) {
  const { outcome, saw = (await getDemandLife(db, id))!.version, at = now } = more;
  return act(db, null, at, (tx) =>
    takeStep(tx, id, { name, words: noWords, ...(outcome && { outcome }) }, saw, at),
  );
}

const entriesOf = (db: Db, id: number) =>
  db
    .selectFrom("demand_update")
    .select(["kind", "outcome"])
    .where("demand_id", "=", id)
    .orderBy("id")
    .execute();

test("every step is taken where the table says so, and refused with its words in every other state", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (const state of states)
    for (const name of deedNames) {
      const id = await inState(db, `${state}-${name}`, state);
      const outcome = { outcome: "promised", occurredOn: "2026-03-01" } as const;
      const done = await step(db, id, name, name === "outcome" ? { outcome } : {});
      const leads = ways[`${state} ${name}`];
      const life = (await getDemandLife(db, id))!;
      const what = `${state} ${name}`;
      expect([what, life.state]).toEqual([what, leads ?? state]);
      expect([what, done.said]).toEqual([
        what,
        leads ? demandDeeds[name].said : demandDeeds[name].refused,
      ]);
      expect([what, await entriesOf(db, id)]).toEqual([
        what,
        leads
          ? [{ kind: demandDeeds[name].entry, outcome: name === "outcome" ? "promised" : null }]
          : [],
      ]);
      expect([what, done.changed?.action]).toEqual([
        what,
        leads ? demandDeeds[name].action : undefined,
      ]);
      expect(refusalOf(name, { state, isForgotten: false }) === undefined).toBe(
        leads !== undefined,
      );
      if (leads) expect(stateAfter(name, { state, closedAt: null })).toBe(leads);
    }
  const actions = await db.selectFrom("audit").select("action").distinct().execute();
  expect(actions.length).toBe(deedNames.length);
});

test("what is brought back is as it was: a closed demand stays closed, since when it was", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await inState(db, "gone", "closed");
  await step(db, id, "retire", { at: new Date(now.getTime() + HOUR) });
  await step(db, id, "restore", { at: new Date(now.getTime() + 2 * HOUR) });
  expect(await getDemandLife(db, id)).toMatchObject({ state: "closed", closedAt: now });
});

test("a draft opens only with all of its English, and a step that was prepared on another state is stale", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "half", "draft");
  await db.updateTable("demand_text").set({ body: " \n" }).where("demand_id", "=", id).execute();
  expect((await getDemandLife(db, id))!.englishMissing).toEqual(["body"]);
  expect((await step(db, id, "open")).said).toBe("demand-words-missing");
  await db.updateTable("demand_text").set({ body: "Why" }).where("demand_id", "=", id).execute();
  const { version } = (await getDemandLife(db, id))!;
  expect((await step(db, id, "open", { saw: version })).said).toBe("demand-opened");
  const outcome = { outcome: "met", occurredOn: "2026-03-01" } as const;
  expect((await step(db, id, "outcome", { saw: version, outcome })).said).toBe("demand-life-stale");
});

test("the outcome with the latest date stands, of one day the last, whenever it was written down", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await inState(db, "long", "open");
  const say = async (outcome: Outcome, occurredOn: string) =>
    (await step(db, id, "outcome", { outcome: { outcome, occurredOn } })).said;
  const stands = async () => (await getDemandLife(db, id))!.outcome;
  expect(await say("promised", "2026-02-10")).toBe("demand-outcome");
  expect(await say("acknowledged", "2026-01-10")).toBe("demand-outcome-earlier");
  expect(await stands()).toBe("promised");
  expect(await say("partly-met", "2026-02-10")).toBe("demand-outcome");
  expect(await stands()).toBe("partly-met");
  expect(await say("none", "2026-03-04")).toBe("demand-outcome");
  expect(await stands()).toBe("none");
});

test("a draft opens and a demand closes at its time, whenever anybody looks, and both are written down", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await newOrganiser(db, "ann@example.org");
  const draft = await makeDemand(db, "soon", "draft");
  const half = await makeDemand(db, "half", "draft");
  await db.updateTable("demand_text").set({ title: "" }).where("demand_id", "=", half).execute();
  const never = await makeDemand(db, "never", "draft");
  const opens = new Date(now.getTime() - 90_000);
  await db
    .updateTable("demand")
    .set({ opened_at: opens, closes_at: new Date(now.getTime() + HOUR) })
    .where("id", "in", [draft, half])
    .execute();
  expect(await moveDue(db, writeAudit, new Date(opens.getTime() - 1))).toBe(false);
  expect(await moveDue(db, writeAudit, now)).toBe(true);
  expect(await moveDue(db, writeAudit, now)).toBe(false);
  expect(await getDemandLife(db, draft)).toMatchObject({ state: "open", openedAt: opens });
  for (const id of [half, never]) expect((await getDemandLife(db, id))!.state).toBe("draft");

  const signing = await signed(db, wishFor([draft], "ann@example.org"), now);
  const end = new Date(now.getTime() + 2 * HOUR);
  expect(await moveDue(db, writeAudit, end)).toBe(true);
  expect(await getDemandLife(db, draft)).toMatchObject({
    state: "closed",
    closedAt: new Date(now.getTime() + HOUR),
  });
  // a confirmation is taken for a day after the time at which it closed
  await confirm(db, signing, [draft], new Date(now.getTime() + 24 * HOUR));
  expect(await countOf(db, draft)).toBe(1);
  expect(await entriesOf(db, draft)).toEqual([
    { kind: "opened", outcome: null },
    { kind: "closed", outcome: null },
  ]);
  const audit = await db
    .selectFrom("audit")
    .select(["action", "subject", "organiser_id"])
    .execute();
  expect(audit.filter(({ action }) => /^demand\.(open|close)$/.test(action))).toEqual([
    { action: "demand.open", subject: `demand ${draft}`, organiser_id: null },
    { action: "demand.close", subject: `demand ${draft}`, organiser_id: null },
  ]);
});

test("two who press at the same moment: one step is taken, and the other is told", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await inState(db, "twice", "open");
  const { version } = (await getDemandLife(db, id))!;
  const said = await Promise.all(
    (["close", "retire", "close"] as const).map((name) => step(db, id, name, { saw: version })),
  );
  expect(said.filter(({ changed }) => changed).length).toBe(1);
  expect((await entriesOf(db, id)).length).toBe(1);
});

test("a draft is opened as it was read: with other words since, in whatever language, the step is stale", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "draft", "draft");
  const saw = (await getDemandLife(db, id))!.version;
  const words = {
    title: "Інша",
    summary: "",
    body: "Інший",
    addressee: "уряд",
    translatedBy: null,
  };
  await db.transaction().execute((tx) => saveWords(tx, id, "uk", words, {}, now));
  expect((await step(db, id, "open", { saw })).said).toBe("demand-life-stale");
  expect((await step(db, id, "open")).said).toBe("demand-opened");
});
