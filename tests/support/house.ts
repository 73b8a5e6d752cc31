/** What tests of organisers and letters stand on: keys, a moment, a House, demands with totals. */
import { deriveKeys } from "#app/keys.server.ts";
import type { Db } from "#db/connection.ts";

export const keys = deriveKeys([{ version: 1, key: Buffer.alloc(32, 7) }]);
/** A Wednesday, 11:00 in London. */
export const now = new Date("2026-03-04T11:00:00Z");
export const later = (seconds: number, from = now): Date =>
  new Date(from.getTime() + seconds * 1000);

/** As many constituencies with a member each; members' ids are 1, 2, …; every one has an address. */
export async function seedHouse(db: Db, seats: number): Promise<void> {
  await db
    .insertInto("legislature")
    .values({ id: "house", name: "House", country: "GB", seats, time_zone: "Europe/London" })
    .execute();
  const each = Array.from({ length: seats }, (_, index) => ({
    id: index + 1,
    code: `E${String(14_000_001 + index)}`,
  }));
  await db
    .insertInto("area")
    .values(
      each.map(({ id, code }) => ({
        code,
        legislature_id: "house",
        name: `Place ${String(id).padStart(3, "0")}`,
        name_cy: null,
        region_code: "E12000001",
        region: id % 2 ? "North" : "South",
        country: "England",
        electorate: 70_000,
        parliament_id: null,
        hex_q: null,
        hex_r: null,
      })),
    )
    .execute();
  await db
    .insertInto("member")
    .values(
      each.map(({ id }) => ({
        id,
        legislature_id: "house",
        name: `Member ${id}`,
        full_title: `Member ${id} MP`,
        party: id % 3 ? "Red" : "Blue",
      })),
    )
    .execute();
  await db
    .insertInto("membership")
    .values(
      each.map(({ id, code }) => ({ member_id: id, area_code: code, started_on: "2024-07-05" })),
    )
    .execute();
  await db
    .insertInto("member_contact")
    .values(
      each.map(({ id }) => ({
        member_id: id,
        source: "file" as const,
        email: `m${id}@example.org`,
        seen_on: "2026-01-01",
      })),
    )
    .execute();
}

/** An open demand with its total, and the numbers of the first places in their order. */
export async function seedDemand(
  db: Db,
  slug: string,
  title: string,
  total: number,
  places: readonly number[],
): Promise<number> {
  const { id } = await db
    .insertInto("demand")
    .values({
      slug,
      state: "open",
      goal: null,
      signature_count: total,
      created_at: now,
      updated_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("demand_text")
    .values({
      demand_id: id,
      version: 1,
      locale: "en",
      title,
      summary: "",
      body: "",
      addressee: "them",
      translated_by: null,
      created_at: now,
    })
    .execute();
  if (places.length > 0)
    await db
      .insertInto("tally_place")
      .values(
        places.map((signature_count, index) => ({
          demand_id: id,
          place: `E${String(14_000_001 + index)}`,
          signature_count,
        })),
      )
      .execute();
  return id;
}
