/** Pages of record have one address each, so that nobody makes up others, which would be kept beside them. */
import { expect, test } from "vitest";

import { requirePetition } from "#app/pages/require-petition.server.ts";
import { loader as memberLoader } from "#app/routes/public/member.tsx";

import { freshDatabase } from "./support/database.ts";
import { seedHouse } from "./support/house.ts";
import { makeDemand } from "./support/signers.ts";

/** The status of what it throws; 200 when it throws nothing. */
async function statusOf(asked: Promise<unknown>): Promise<number> {
  try {
    await asked;
    return 200;
  } catch (thrown) {
    return (thrown as Response).status;
  }
}

test("a number with noughts before it names nothing", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 3);
  const id = await makeDemand(db, "one");
  const campaign = { now: () => ({}) };
  const member = (id: string) =>
    memberLoader({ context: { reads: db, locale: "en", campaign }, params: { id } } as never);
  const numbers = { [id]: 200, [`0${id}`]: 404, [`${"0".repeat(200)}${id}`]: 404, "0": 404 };
  for (const [number, status] of Object.entries(numbers))
    expect([number, await statusOf(requirePetition({ db }, number))]).toEqual([number, status]);
  for (const [number, status] of Object.entries({
    "2": 200,
    "02": 404,
    "000000002": 404,
    "0": 404,
  }))
    expect([number, await statusOf(member(number))]).toEqual([number, status]);
});
