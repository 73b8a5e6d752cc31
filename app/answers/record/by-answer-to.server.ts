/** Members in the order of what they say of one demand. */
import type { Db } from "#db/connection.ts";

import { listStances } from "../list-stances.server.ts";
import { parts } from "./standing.ts";

/** Who has not answered comes last; who say the same stay in their order. */
export async function byAnswerTo<Member extends { id: number }>(
  db: Db,
  demandId: number,
  members: readonly Member[],
): Promise<Member[]> {
  const ids = members.map(({ id }) => id);
  const about = (await listStances(db, ids)).filter((one) => one.demandId === demandId);
  const stanceOf = new Map(about.map(({ memberId, stance }) => [memberId, stance]));
  const place = ({ id }: Member) => parts.indexOf(stanceOf.get(id) ?? "no-answer");
  return members.toSorted((a, b) => place(a) - place(b));
}
