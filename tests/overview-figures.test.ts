import { sql } from "kysely";
import { expect, test } from "vitest";

import { getFigures } from "#app/organisers/figures.server.ts";
import { countHeld } from "#app/letters/stop-letters.server.ts";
import { countWaiting } from "#app/signatures/count-waiting.server.ts";
import { listLastDays } from "#app/signatures/last-days.server.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, organiser, send } from "./support/letters.ts";

const HOUR = 3_600_000;

test("days are the legislature’s, of all demands together, and quiet ones are none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [
    await seedDemand(db, "troops", "Troops out", 0, []),
    await seedDemand(db, "prisoners", "Free them", 0, []),
  ];
  // over the night in which clocks are set back
  const noon = new Date("2026-10-27T12:00:00Z");
  const hours = Array.from({ length: 24 * 12 }, (_, index) => ({
    demand_id: demands[index % 2]!,
    hour: new Date(Date.parse("2026-10-16T00:00:00Z") + index * HOUR),
    signature_count: 1 + (index % 7),
  })).filter(({ hour }) => hour < noon && hour.getUTCDate() !== 23);
  await db.insertInto("tally_hour").values(hours).execute();
  const minute = new Date("2026-10-27T11:58:00Z");
  await db
    .insertInto("tally_minute")
    .values({ demand_id: demands[0]!, minute, signature_count: 5 })
    .execute();
  const dayIn = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" });
  const days = await listLastDays(db, 7, noon);
  const expected = ["21", "22", "23", "24", "25", "26", "27"].map((date) => {
    const day = `2026-10-${date}`;
    const those = hours.filter(({ hour }) => dayIn.format(hour) === day);
    const late = day === "2026-10-27" ? 5 : 0;
    return { day, count: those.reduce((sum, one) => sum + one.signature_count, late) };
  });
  expect(days).toEqual(expected);
});

test("who waits for confirmation is who signed nothing yet that they asked for", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demands = [
    await seedDemand(db, "troops", "Troops out", 0, []),
    await seedDemand(db, "prisoners", "Free them", 0, []),
  ];
  const time = new Date();
  await makeSigningDays(db, time);
  const person = Buffer.alloc(40);
  const signers = Array.from({ length: 30 }, (_, index) => Buffer.alloc(16, index + 1));
  const age = (index: number) => (index % 10) * 24 * HOUR;
  for (const [index, signer_key] of signers.entries())
    await db
      .insertInto("signing")
      .values({
        id: uuidv7(new Date(time.getTime() - age(index))),
        ...{ signer_key, key_version: 1, person, place: "GB", locale: "en", updates: false },
        ...{ demand_ids: demands, text_versions: [1, 1], consent_version: 1, created_at: time },
      })
      .execute();
  // every third has signed one of the two; another person's signature confirms nobody else
  const signed = signers.filter((_, index) => index % 3 === 0);
  for (const [index, signer_key] of signed.entries())
    await db
      .insertInto("signature")
      .values({
        ...{ demand_id: demands[index % 2]!, signer_key, key_version: 1, person, text_version: 1 },
        ...{ place: "GB", locale: "en", updates: false, consent_version: 1 },
        ...{ confirmed_at: time, consented_at: time },
      })
      .execute();
  const young = signers.filter((_, index) => age(index) <= 7 * 24 * HOUR);
  const waiting = young.filter((signer) => !signed.includes(signer)).length;
  expect(await countWaiting(db, time)).toEqual({ waiting, of: young.length, isAll: true });
  const some = await countWaiting(db, time, 5);
  expect(some).toMatchObject({ of: 5, isAll: false });
  expect(some.waiting).toBeLessThanOrEqual(5);
});

test("the overview counts letters on their way, and what stopping them would hold", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 12);
  const demand = await seedDemand(db, "troops", "Troops out", 3, []);
  const ann = await organiser(db);
  expect(await countHeld(db, "sending")).toEqual({ letters: 0, waiting: 0 });
  const letter = await approved(db, ann, draft([demand]));
  await send(db, letter);
  await sql`update letter_copy set state = 'sent' where position <= 4`.execute(db);
  const { rows } = await sql<{ state: string }>`
    select state from letter_copy where letter_id = ${letter}`.execute(db);
  const left = rows.filter(({ state }) => state === "sent").length;
  const waiting = rows.filter(({ state }) => state === "waiting").length;
  expect(waiting).toBeGreaterThan(0);
  const figures = await getFigures(db, now);
  expect(figures.letters).toMatchObject([
    { id: letter, state: "sending", progress: { left, waiting } },
  ]);
  expect(await countHeld(db, "sending")).toEqual({ letters: 1, waiting });
  expect(await countHeld(db, "paused")).toEqual({ letters: 0, waiting: 0 });
});
