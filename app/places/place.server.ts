/** Finds the constituency of a postcode. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { Row } from "#db/schema.ts";

type Area = Row<"area">;

/** The constituency of a postcode in compact form, by the local table alone. */
export async function getAreaOfPostcode(db: Db, code: string): Promise<Area | undefined> {
  return db
    .selectFrom("postcode")
    .innerJoin("area", "area.code", "postcode.area_code")
    .selectAll("area")
    .where("postcode.code", "=", code)
    .executeTakeFirst();
}

/** The GSS codes of the constituencies of postcodes in compact form, without those not known. */
export async function listAreasOfPostcodes(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("postcode")
    .innerJoin("area", "area.code", "postcode.area_code")
    .select(["postcode.code as postcode", "area.code as area"])
    .where("postcode.code", "=", sql<string>`any(${codes}::text[])`)
    .execute();
  return new Map(rows.map(({ postcode, area }) => [postcode, area]));
}

/** A constituency by its GSS code. */
export async function getArea(db: Db, code: string): Promise<Area | undefined> {
  return db.selectFrom("area").selectAll().where("code", "=", code).executeTakeFirst();
}

/** All constituencies by name, for a choice. */
export async function listAreas(db: Db): Promise<{ code: string; name: string }[]> {
  const query = db.selectFrom("area").select(["code", "name"]).orderBy("name");
  return named("areas", query).execute(db);
}
