/** How much of the sample there still is. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { NO_CONSENT, sampled } from "./record.server.ts";

export interface SampleNumbers {
  signatures: number;
  members: number;
  letters: number;
  answers: number;
  updates: number;
  entries: number;
}

/** Reads all signatures: for a page of organisers, while there is a sample. */
export async function countSample(db: Db): Promise<SampleNumbers> {
  const { rows } = await sql<SampleNumbers>`
    select (select count(*)::int from signature where consent_version = ${NO_CONSENT}) as signatures,
           (select count(*)::int from member where id in ${sampled("member")}) as members,
           (select count(*)::int from letter where id in ${sampled("letter")}) as letters,
           (select count(*)::int from stance where member_id in ${sampled("member")}) as answers,
           (select count(*)::int from supporter_update where id in ${sampled("update")}) as updates,
           (select count(*)::int from demand_update where id in ${sampled("entry")}) as entries`.execute(
    db,
  );
  return rows[0]!;
}

/** What stays when the sample goes. */
export async function countKept(db: Db) {
  const { rows } = await sql<{
    signatures: number;
    demands: number;
    places: number;
    organisers: number;
  }>`
    select (select count(*)::int from signature where consent_version is distinct from ${NO_CONSENT}) as signatures,
           (select count(*)::int from demand) as demands,
           (select count(*)::int from area) as places,
           (select count(*)::int from organiser) as organisers`.execute(db);
  return rows[0]!;
}
