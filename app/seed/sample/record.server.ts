/** The record of what the sample is made of: its rows by kind and id. Signatures tell by themselves. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { SampleKind } from "#db/schema.ts";

/** Nobody consented to anything: so a signature of the sample says it, and no real one ever does. */
export const NO_CONSENT = 0;

export async function recordSample(
  tx: Db,
  kind: SampleKind,
  ids: readonly number[],
): Promise<void> {
  await sql`insert into sample_row (kind, id)
            select ${kind}, id from unnest(${ids}::int[]) as id`.execute(tx);
}

/** The ids of a kind, as a subquery. */
export const sampled = (kind: SampleKind) => sql`(select id from sample_row where kind = ${kind})`;
