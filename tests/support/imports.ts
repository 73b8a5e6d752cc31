/** How an import may be done, nothing being written down about it; and a House to import. */
import type { HowMembers } from "#app/imports/match-seats.server.ts";
import { importAreas } from "#app/imports/import-areas.server.ts";
import type { Holder, ListedSeat } from "#app/members/member.ts";
import type { AreaRow } from "#app/places/area.ts";

import { freshDatabase, type TestDatabase } from "./database.ts";

export const forGood: HowMembers = {
  dryRun: false,
  force: false,
  partOf: [],
  record: () => Promise.resolve(),
};
export const forced: HowMembers = { ...forGood, force: true };
export const trial: HowMembers = { ...forGood, dryRun: true };

/** Of a seat by its place in the list, from 0. */
export const code = (index: number) => `E${14_001_001 + index}`;

/** Seats of a region, `Seat 1` and on, as a file of areas lists them. */
export function seats(number: number): AreaRow[] {
  return Array.from({ length: number }, (_, index) => ({
    code: code(index),
    name: `Seat ${index + 1}`,
    name_cy: null,
    region_code: "E12000008",
    region: "South East",
    country: "England",
    electorate: 70_000 + index,
    parliament_id: 4_001 + index,
    hex_q: index % 26,
    hex_r: Math.floor(index / 26) - 12,
  }));
}

/** A House of 650 seats that nobody holds. */
export async function emptyHouse(areas = seats(650)): Promise<TestDatabase> {
  const database = await freshDatabase();
  await importAreas(database.db, areas, forGood);
  return database;
}

export function holder(id: number, changes: Partial<Holder> = {}): Holder {
  return {
    id,
    name: `Member ${id}`,
    full_title: `Member ${id} MP`,
    party: "Labour",
    email: `member-${id}@example.org`,
    started_on: undefined,
    ...changes,
  };
}

/** Member 1000 holds the first seat, 1001 the second, and so on. */
export function listed(changes: Record<number, Holder | undefined> = {}): ListedSeat[] {
  return Array.from({ length: 650 }, (_, index) => ({
    area: code(index),
    holder: index in changes ? changes[index] : holder(1000 + index),
    line: index + 2,
  }));
}
