/** What is public of members' answers, whatever offices and organisers do in whatever order. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { countAnswersSince } from "#app/answers/count-new.server.ts";
import { keepBack, publishGiven, takeDown } from "#app/answers/given/decide.server.ts";
import { forgetSaid } from "#app/answers/given/forget-said.server.ts";
import { getGiven, givenVersionOf } from "#app/answers/given/get-given.server.ts";
import { giveAnswer } from "#app/answers/given/give-answer.server.ts";
import { givenStances } from "#app/answers/given/given.ts";
import { listAnswers } from "#app/answers/list-stances.server.ts";
import { listNewestAnswers } from "#app/answers/newest.server.ts";
import { readDemandRecord } from "#app/answers/record/demand-record.server.ts";
import { countParts, partOf } from "#app/answers/record/standing.ts";
import { recordStance } from "#app/answers/record-stance.server.ts";
import { takeDownStance } from "#app/answers/take-down-stance.server.ts";
import { answerVersion, stanceVersion } from "#app/answers/stance-version.server.ts";
import { dayOf } from "#app/words/format.ts";
import type { Db } from "#db/connection.ts";
import type { GivenStance } from "#db/schema.ts";

import { arrivedLetter, givenAnswer } from "./support/answers.ts";
import { freshDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";

const DAY = 86_400_000;

async function seeded(db: Db) {
  await seedHouse(db, 4);
  await seedDemand(db, "troops", "Troops out", 100, []);
  await seedDemand(db, "prisoners", "Free them", 80, []);
}

const id = async (db: Db, memberId: number, demandId: number) =>
  (
    await db
      .selectFrom("given_answer")
      .select("id")
      .where("member_id", "=", memberId)
      .where("demand_id", "=", demandId)
      .executeTakeFirst()
  )?.id;

interface Shown {
  stance: string;
  quote: string;
  statedOn: string;
  isGiven: boolean;
}

const about = fc.record({ member: fc.nat(1), demand: fc.nat(1) });
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("give"), stance: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("publish"), stance: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom("keep-back", "take-down", "stale", "record", "unrecord", "forget"),
      stance: fc.nat(3),
    }),
  },
);
const story = fc.array(fc.tuple(about, deed, fc.constantFrom(0, 0, 1, 40)), {
  minLength: 5,
  maxLength: 25,
});

test("the record shows what was published last, and nothing that was not", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seeded(db);
  const who = await organiser(db);
  const demands = await db
    .selectFrom("demand")
    .select(["id", "slug"])
    .orderBy("id")
    .limit(2)
    .execute();
  const seats = await db
    .selectFrom("membership")
    .select("member_id as id")
    .where("ended_on", "is", null)
    .orderBy("member_id")
    .limit(2)
    .execute();
  const members = seats.map((seat) => seat.id);
  const { letterId } = await arrivedLetter(
    db,
    demands.map((one) => one.id),
    members,
  );
  let texts = 0;
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      await db.deleteFrom("stance").execute();
      await db.deleteFrom("given_answer").execute();
      const model = new Map<string, Shown[]>();
      /** The last words that were given, and whether anybody has decided on them. */
      const given = new Map<
        string,
        { stance: GivenStance; text: string; at: Date; decided: string; isErased: boolean }
      >();
      let at = now;
      for (const [{ member, demand }, { does, stance: nth }, days] of steps) {
        at = new Date(at.getTime() + days * DAY + 1_000);
        const memberId = members[member]!;
        const { id: demandId, slug } = demands[demand]!;
        const key = `${memberId} ${demandId}`;
        const shown = model.get(key) ?? [];
        const stance = givenStances[nth]!;
        const answerId = await id(db, memberId, demandId);
        const record = answerId && (await getGiven(db, keys, String(answerId)));
        const saw = record ? givenVersionOf(record) : undefined;
        const deciding = { organiserId: who, saw, now: at };
        const named = { id: answerId ?? 0, memberId };
        const last = given.get(key);
        switch (does) {
          case "give": {
            const text = `text ${texts++}`;
            await givenAnswer(
              db,
              keys,
              { letterId, memberId },
              demandId,
              { stance, statement: text },
              at,
            );
            given.set(key, { stance, text, at, decided: "", isErased: false });
            break;
          }
          case "publish":
          case "stale": {
            const isStale = does === "stale";
            const { said } = await inOne(db, (tx) =>
              publishGiven(tx, keys, named, isStale ? { ...deciding, saw: "0" } : deciding),
            );
            const isPublic = last?.decided === "published";
            if (!last) expect(said).toBe("stance-gone");
            else if (isPublic) expect(said).toBe("answer-published");
            else if (isStale) expect(said).toBe("answer-stale");
            else if (last.isErased) expect(said).toBe("answer-erased");
            else {
              expect(said).toBe("answer-published");
              const statedOn = dayOf(last.at);
              model.set(key, [
                { stance: last.stance, quote: last.text, statedOn, isGiven: true },
                ...shown,
              ]);
              last.decided = "published";
            }
            break;
          }
          case "keep-back":
            await inOne(db, (tx) => keepBack(tx, keys, named, "why", deciding));
            if (last?.decided === "") last.decided = "kept-back";
            break;
          case "take-down":
            await inOne(db, (tx) => takeDown(tx, keys, named, "why", deciding));
            model.set(
              key,
              shown.filter(({ isGiven }) => !isGiven),
            );
            if (last?.decided === "published") last.decided = "taken-down";
            break;
          case "record": {
            const stated = {
              stance,
              quote: `by hand ${texts++}`,
              source: "a letter",
              statedOn: dayOf(at),
            };
            const [standing] = (await listAnswers(db, memberId)).filter(
              (one) => one.demandId === demandId,
            );
            const { said } = await inOne(db, (tx) =>
              recordStance(tx, memberId, { id: demandId, slug }, stated, stanceVersion(standing)),
            );
            expect(said).toBe("stance-recorded");
            model.set(key, [
              { stance, quote: stated.quote, statedOn: stated.statedOn, isGiven: false },
              ...shown,
            ]);
            break;
          }
          case "unrecord": {
            const answers = (await listAnswers(db, memberId)).filter(
              (one) => one.demandId === demandId,
            );
            const byHand = answers.find(({ givenId }) => givenId === null);
            if (!byHand) break;
            await inOne(db, (tx) =>
              takeDownStance(tx, memberId, byHand.id, { slug }, "why", answerVersion(byHand)),
            );
            model.set(
              key,
              shown.filter(({ quote }) => quote !== byHand.quote),
            );
            break;
          }
          case "forget":
            await forgetSaid(db, at);
            for (const one of given.values())
              if (one.decided !== "" && at.getTime() - one.at.getTime() > 90 * DAY)
                one.isErased = true;
            break;
        }
        for (const [name, wanted] of model) {
          const [memberId, demandId] = name.split(" ").map(Number);
          const all = (await listAnswers(db, memberId!)).filter((one) => one.demandId === demandId);
          // of one day the one that came last stands
          const inOrder = wanted.toSorted((a, b) => b.statedOn.localeCompare(a.statedOn));
          expect(
            all.map(({ stance, quote, statedOn, givenId }) => {
              return { stance, quote, statedOn, isGiven: givenId !== null };
            }),
          ).toEqual(inOrder);
        }
      }
      // nothing else is public, and the record of each demand says the same
      const { count } = await db
        .selectFrom("stance")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      expect(count).toBe([...model.values()].flat().length);
      for (const { id: demandId } of demands) {
        const rows = await readDemandRecord(db, demandId);
        for (const memberId of members) {
          const row = rows.find((one) => one.memberId === memberId)!;
          const key = `${memberId} ${demandId}`;
          const [standing] = (model.get(key) ?? []).toSorted((a, b) =>
            b.statedOn.localeCompare(a.statedOn),
          );
          expect(partOf(row.standing)).toBe(standing?.stance ?? "no-answer");
          expect(row.said?.quote).toBe(standing?.quote);
          if (!standing) expect(row.standing.kind).toBe(given.has(key) ? "acknowledged" : "asked");
        }
        expect(Object.values(countParts(rows)).reduce((sum, part) => sum + part)).toBe(rows.length);
      }
    }),
    { numRuns: 12 },
  );
});

test("every version of an answer is kept with its time, and the same one twice once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seeded(db);
  const [demand] = await db.selectFrom("demand").select("id").orderBy("id").limit(1).execute();
  const { letterId, memberIds } = await arrivedLetter(db, [demand!.id]);
  const copy = { letterId, memberId: memberIds[0]! };
  const give = (stance: GivenStance, statement: string, at: Date) =>
    giveAnswer(
      db,
      keys,
      copy,
      { answers: [{ demandId: demand!.id, stance, statement }], by: "Jo" },
      at,
    );
  expect(await give("opposes", "No.", now)).toBe(true);
  expect(await give("opposes", "No.", now)).toBe(false);
  const later = new Date(now.getTime() + DAY);
  const both = await Promise.all([
    give("partly", "In part.", later),
    give("supports", "Yes.", later),
  ]);
  expect(both).toEqual([true, true]);
  const answerId = await id(db, copy.memberId, demand!.id);
  const { versions } = (await getGiven(db, keys, String(answerId)))!;
  expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
  expect(versions.at(-1)).toMatchObject({
    stance: "opposes",
    statement: "No.",
    by: "Jo",
    givenAt: now,
  });
  const { said } = await db
    .selectFrom("given_version")
    .select("said")
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(said!.toString("latin1")).not.toContain("No.");
  // what nobody has decided on waits, what was changed since goes
  await forgetSaid(db, new Date(now.getTime() + 92 * DAY));
  const after = (await getGiven(db, keys, String(answerId)))!.versions;
  expect(after.map(({ statement }) => statement !== undefined)).toEqual([true, false, false]);
});

test("a correction is no further answer: it is counted once, and the newest list shows it alone", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seeded(db);
  const organiserId = await organiser(db);
  const { id: demandId } = await db
    .selectFrom("demand")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { letterId, memberIds } = await arrivedLetter(db, [demandId]);
  const copy = { letterId, memberId: memberIds[0]! };
  for (const stance of ["opposes", "supports"] as const) {
    await givenAnswer(db, keys, copy, demandId, { stance, statement: stance }, now);
    const given = (await getGiven(db, keys, String(await id(db, copy.memberId, demandId))))!;
    const deciding = { organiserId, saw: givenVersionOf(given), now };
    await inOne(db, (tx) => publishGiven(tx, keys, given, deciding));
  }
  expect(await countAnswersSince(db, dayOf(now))).toBe(1);
  expect((await listNewestAnswers(db, 5)).map(({ stance }) => stance)).toEqual(["supports"]);
});
