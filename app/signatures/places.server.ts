/** Where signatures come from and when they came, read from the tallies alone. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { TIME_ZONE } from "../words/format.ts";
import { byTime } from "./by-time.ts";
import type { Day } from "./time/series.ts";
import { SHOWN_FROM } from "../places/shown.ts";

export interface PlaceCount {
  /** GSS code, or ISO country code; "GB" is a signer whose constituency is not known. */
  place: string;
  count: number;
}

/** A demand's places with enough signatures to be shown, most first. */
export async function listPlaces(db: Db, demandId: number): Promise<PlaceCount[]> {
  const query = db
    .selectFrom("tally_place")
    .select(["place", "signature_count as count"])
    .where("demand_id", "=", demandId)
    .where("signature_count", ">=", SHOWN_FROM)
    .orderBy("signature_count", "desc")
    .orderBy("place");
  return named("places-of-demand", query).execute(db);
}

/** Signatures of a demand by the legislature's day (`YYYY-MM-DD`), oldest first; days without any are left out. */
export async function listDays(db: Db, demandId: number): Promise<Day[]> {
  const query = sql<Day>`
    select to_char(at at time zone ${TIME_ZONE}, 'YYYY-MM-DD') as day, sum(signature_count)::int as count
      from ${byTime} c where demand_id = ${demandId}
     group by 1 order by 1`;
  return named("days-of-demand", query).execute(db);
}

/** How many signatures of a demand were taken back or removed. */
export async function countCorrections(db: Db, demandId: number): Promise<number> {
  const query = db
    .selectFrom("tally_correction")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("number"), sql<number>`0`).as("total"))
    .where("demand_id", "=", demandId);
  const [row] = await named("corrections-of-demand", query).execute(db);
  return Number(row!.total);
}

/** A demand's signatures from one place. */
export async function getPlaceCount(db: Db, demandId: number, place: string): Promise<number> {
  const query = db
    .selectFrom("tally_place")
    .select("signature_count")
    .where("demand_id", "=", demandId)
    .where("place", "=", place);
  const [row] = await named("count-of-place", query).execute(db);
  return row?.signature_count ?? 0;
}

/** The signatures of one place, by demand. */
export async function listPlaceCounts(db: Db, place: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom("tally_place")
    .select(["demand_id", "signature_count"])
    .where("place", "=", place)
    .execute();
  return new Map(rows.map((row) => [row.demand_id, row.signature_count]));
}
