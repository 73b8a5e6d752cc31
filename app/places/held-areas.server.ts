/** All constituencies, as of a moment ago: every demand's page draws them, and they change once in years. */
import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import { singleFlight } from "#db/single-flight.ts";

import type { MapArea } from "./map/map-frame.ts";

export interface HeldArea {
  code: string;
  name: string;
  region: string;
  electorate: number | null;
}

export interface HeldAreas {
  byCode: ReadonlyMap<string, HeldArea>;
  /** Those that have their place on the map, and an electorate to be a share of; the same array while nothing changed. */
  mapped: readonly (HeldArea & MapArea)[];
}

/** So long in milliseconds what was read stands. */
const KEPT = 10_000;

/** @returns reads them anew once they are old; who asks at one moment waits for one reading */
export function holdAreas(db: Db, clock: () => Date): () => Promise<HeldAreas> {
  let kept: { at: number; text: string; areas: HeldAreas } | undefined;
  const read = singleFlight(
    () => "areas",
    async (at: number) => {
      const query = db
        .selectFrom("area")
        .select(["code", "name", "region", "electorate", "hex_q", "hex_r"])
        .orderBy("code");
      const rows = await named("areas", query).execute(db);
      const text = JSON.stringify(rows);
      if (kept?.text === text) kept = { ...kept, at };
      else {
        const areas = rows.map(({ hex_q: q, hex_r: r, ...area }) => ({ ...area, q, r }));
        kept = {
          ...{ at, text },
          areas: {
            byCode: new Map(areas.map((area) => [area.code, area])),
            mapped: areas.filter(
              (area): area is HeldArea & MapArea =>
                area.q !== null && area.r !== null && area.electorate !== null,
            ),
          },
        };
      }
      return kept.areas;
    },
  );
  return async () => {
    const now = clock().getTime();
    return kept && Math.abs(now - kept.at) < KEPT ? kept.areas : read(now);
  };
}
