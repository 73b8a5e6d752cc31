/** Which share of the electorate the average constituency gives each demand. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";

import { SHOWN_FROM } from "../places/shown.ts";

/** @returns by demand; from the numbers that are shown alone, so that it tells nothing of the others */
export async function listAverageShares(db: Db): Promise<Map<number, number>> {
  const query = sql<{ demand_id: number; share: number | null }>`
    select t.demand_id, sum(t.signature_count)::float8 /
           nullif((select sum(electorate) from area), 0)::float8 as share
      from tally_place t
      join area a on a.code = t.place and a.electorate is not null
     where t.signature_count >= ${SHOWN_FROM}
     group by t.demand_id`;
  const rows = await named("average-shares", query).execute(db);
  return new Map(rows.flatMap((row) => (row.share === null ? [] : [[row.demand_id, row.share]])));
}
