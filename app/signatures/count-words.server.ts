/** How many signed which words of a demand. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import { singleFlight } from "#db/single-flight.ts";

export interface CountedWords {
  /** When it was counted. */
  at: Date;
  /** All together. */
  count: number;
  /** By the version of the text; those that nobody signed are left out. */
  byVersion: ReadonlyMap<number, number>;
}

/** So long what was counted stands. */
const KEPT = 60_000;

/**
 * No tally holds these numbers: a column more in the tallies would be written with every confirmation, for
 * what changes once in a demand's life. So signatures are counted, by one look at the demand's part of the
 * table, for everybody who asks at one moment, and at most once a minute in a process;
 * it is asked of demands alone whose words were changed after they were signed, of which there are few.
 * The statement sees one moment, so the numbers add up.
 */
export function countWords(db: Db, clock: () => Date): (demandId: number) => Promise<CountedWords> {
  const kept = new Map<number, CountedWords>();
  const count = singleFlight(String, async (demandId: number) => {
    const at = clock();
    const query = sql<{ version: number; count: number }>`
      select text_version as version, count(*)::int as count
        from signature where demand_id = ${demandId} and set_aside is null
       group by text_version`;
    const rows = await named("signatures-by-words", query).execute(db);
    const counted = {
      at,
      count: rows.reduce((sum, row) => sum + row.count, 0),
      byVersion: new Map(rows.map((row) => [row.version, row.count])),
    };
    kept.set(demandId, counted);
    return counted;
  });
  return async (demandId) => {
    const known = kept.get(demandId);
    return known && clock().getTime() - known.at.getTime() < KEPT ? known : count(demandId);
  };
}
