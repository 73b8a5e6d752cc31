/** Members in the order of what they say of one demand. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { StanceKind } from "#db/schema.ts";

import { newestFirst } from "../list-stances.server.ts";
import { parts } from "./standing.ts";

/** The answers that stand of one demand, by the member's id. */
export type StancesTo = ReadonlyMap<number, StanceKind>;

export async function listStancesTo(db: Db, demandId: number): Promise<StancesTo> {
  const { rows } = await sql<{ id: number; stance: StanceKind }>`
    select distinct on (member_id) member_id as id, stance
      from stance where demand_id = ${demandId}
     order by member_id, ${newestFirst}`.execute(db);
  return new Map(rows.map(({ id, stance }) => [id, stance]));
}

/** Who has not answered comes last; who say the same stay in their order. */
export function byAnswerTo<Member extends { id: number }>(
  stances: StancesTo,
  members: readonly Member[],
): Member[] {
  const place = ({ id }: Member) => parts.indexOf(stances.get(id) ?? "no-answer");
  return members.toSorted((a, b) => place(a) - place(b));
}
