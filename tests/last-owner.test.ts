/** One owner stays, whatever owners do to each other at the same moment. */
import { expect, test } from "vitest";

import { changeRole } from "#app/organisers/people/change-role.server.ts";
import { roleVersion } from "#app/organisers/people/person.server.ts";
import { removePerson } from "#app/organisers/people/remove-person.server.ts";
import { addOrganiser, removeOrganiser } from "#app/organisers/add-organiser.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import type { Db } from "#db/connection.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, now } from "./support/house.ts";
import { inOne } from "./support/letters.ts";

const addressOf = (index: number) => `owner${index}@example.org`;

async function owners(db: Db, many: number) {
  for (let index = 0; index < many; index++)
    await addOrganiser(db, keys, addressOf(index), "owner", now);
  const rows = await db.selectFrom("organiser").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

const ownersLeft = async (db: Db) =>
  (await db.selectFrom("organiser").select("id").where("role", "=", "owner").execute()).length;

test("owners who demote, remove and leave each other at once leave one behind", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (let round = 0; round < 8; round++) {
    await db.deleteFrom("organiser").execute();
    const ids = await owners(db, 4);
    const said = await Promise.all(
      ids.map(async (id, index) => {
        const saw = roleVersion({ id, role: "owner" });
        const typed = addressOf(index);
        switch ((index + round) % 4) {
          case 0:
            return inOne(db, (tx) => changeRole(tx, id, "viewer", saw));
          case 1:
            return inOne(db, (tx) => removePerson(tx, keys, id, { typed, saw, leaves: false }));
          case 2:
            return inOne(db, (tx) => removePerson(tx, keys, id, { typed, leaves: true }));
          default:
            return { said: await removeOrganiser(db, keys, typed, now) };
        }
      }),
    );
    expect(said.filter((one) => one.said === "last-owner")).toHaveLength(1);
    expect(await ownersLeft(db)).toBe(1);
  }
});

test("two owners who demote each other from the same page: one of them is told that it changed", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [ann, bo] = await owners(db, 2);
  const demote = (id: number) =>
    inOne(db, (tx) => changeRole(tx, id, "organiser", roleVersion({ id, role: "owner" })));
  const said = (await Promise.all([demote(ann!), demote(bo!)])).map((one) => one.said);
  expect(said.toSorted()).toEqual(["last-owner", "role-lowered"]);
  expect(await ownersLeft(db)).toBe(1);
});

test("who signs in while they are removed is in or out, and no statement waits for ever", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await owners(db, 1);
  for (let round = 0; round < 10; round++) {
    await addOrganiser(db, keys, "bo@example.org", "organiser", now);
    await askToSignIn(db, keys, "bo@example.org", now);
    const { id } = await db
      .selectFrom("organiser_link")
      .select("id")
      .where("organiser_id", "is not", null)
      .executeTakeFirstOrThrow();
    const link = { id, ownerAddress: undefined, oldToken: undefined };
    await Promise.all([
      signIn(db, keys, link, now),
      removeOrganiser(db, keys, "bo@example.org", now),
      signIn(db, keys, link, now),
    ]);
    expect(await db.selectFrom("organiser_session").select("id").execute()).toEqual([]);
  }
});
