/** Lists of people to be invited, for tests. */
import { moveList } from "#app/supporters/lists/move-list.server.ts";
import { keepList } from "#app/supporters/lists/keep-list.server.ts";
import type { ListDeedName } from "#app/supporters/lists/life.ts";
import { type AddressesRead, readAddresses } from "#app/supporters/lists/read-addresses.server.ts";
import { act } from "#app/organisers/audit.server.ts";
import type { Db } from "#db/connection.ts";

import { newOrganiser } from "./organisers.ts";
import { testKeys } from "./signers.ts";

/** A list that was read and holds nobody. @returns its id */
export async function inviteList(db: Db, demandId: number, now: Date): Promise<number> {
  const { id } = await db
    .insertInto("invite_list")
    .values({
      ...{ demand_id: demandId, locale: "en", per_hour: 60, organiser_id: null, created_at: now },
      ...{ collector: "the Trades Council", collected: "May 2026", wording: "Write to me" },
      ...{ addresses: 12, set_aside: 0, unreadable: 1, unreadable_lines: [7] },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

let organisers = 0;

/** Gives a list of these addresses, and begins it unless told otherwise. @returns its id */
export async function givenList(
  db: Db,
  demandId: number,
  addresses: readonly string[],
  now: Date,
  { perHour = 36_000, begun = true } = {},
): Promise<number> {
  const file = Buffer.from(["email", ...addresses].join("\n"));
  const read = readAddresses("list.csv", file) as AddressesRead;
  const who = await newOrganiser(db, `lists-${organisers++}@example.org`, "owner");
  const basis = { collector: "the Trades Council", collected: "May 2026", wording: "Write to me" };
  const { slug } = await db
    .selectFrom("demand")
    .select("slug")
    .where("id", "=", demandId)
    .executeTakeFirstOrThrow();
  const demand = { id: demandId, slug };
  const wish = { ...basis, demand, locale: "en" as const, per_hour: perHour };
  const { id } = await act(db, who, now, (tx) => keepList(tx, testKeys, read, wish, who, now));
  if (begun) await move(db, id, "begin", now);
  return id;
}

/** @returns what is said */
export async function move(db: Db, id: number, name: ListDeedName, now: Date): Promise<string> {
  return (await db.transaction().execute((tx) => moveList(tx, id, name, now))).said;
}

export const listRow = (db: Db, id: number) =>
  db.selectFrom("invite_list").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
