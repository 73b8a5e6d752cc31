/** Which share of the electorate the average constituency gives each demand. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { SHOWN_FROM } from "../places/shown.ts";

/** So large a part of all constituencies has to be shown. */
const MOST_OF = { part: 3, of: 4 };

/**
 * Of the constituencies whose number is shown, so that it tells nothing of the others; a demand of which that is
 * not most of them has none, for those few are above what is usual.
 * @returns by demand
 */
export async function listAverageShares(db: Db): Promise<Map<number, number>> {
  const query = sql<{ demand_id: number; share: number }>`
    select t.demand_id, sum(t.signature_count)::float8 / sum(a.electorate)::float8 as share
      from tally_place t
      join area a on a.code = t.place and a.electorate > 0
     where t.signature_count >= ${SHOWN_FROM}
     group by t.demand_id
    having count(*) * ${MOST_OF.of} >= (select count(*) from area where electorate > 0) * ${MOST_OF.part}`;
  const rows = await named("average-shares", query).execute(db);
  return new Map(rows.map((row) => [row.demand_id, row.share]));
}
