/** The letters that an organiser looks for. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { LetterState } from "#db/schema.ts";

import { TIME_ZONE } from "../../words/format.ts";
import { letterOf } from "../get-letter.server.ts";
import type { Letter } from "../letter.ts";

export const letterStates: readonly LetterState[] = [
  "draft",
  "approved",
  "sending",
  "paused",
  "sent",
  "cancelled",
];

/** What is asked of the list of letters; undefined for any. */
export interface LetterFilter {
  state: LetterState | undefined;
  /** A demand's id. */
  demand: number | undefined;
  /** Days, `YYYY-MM-DD`: written on or after the first, on or before the second. */
  from: string | undefined;
  to: string | undefined;
}

/** Newest first. */
export async function findLetters(db: Db, filter: LetterFilter): Promise<Letter[]> {
  const { state, demand, from, to } = filter;
  const day = sql`(created_at at time zone ${TIME_ZONE})::date`;
  let query = db.selectFrom("letter").selectAll().orderBy("id", "desc");
  if (state) query = query.where("state", "=", state);
  if (demand !== undefined)
    query = query.where(sql<boolean>`demand_ids @> array[${demand}]::int[]`);
  if (from) query = query.where(sql<boolean>`${day} >= ${from}::date`);
  if (to) query = query.where(sql<boolean>`${day} <= ${to}::date`);
  return (await query.execute()).map(letterOf);
}
