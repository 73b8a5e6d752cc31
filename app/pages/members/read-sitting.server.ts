/** The list of those who sit now, for organisers: what is asked of it, and its rows. */
import type { Db } from "#db/connection.ts";

import { listStances } from "../../answers/list-stances.server.ts";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listLastCopies } from "../../letters/last-copies.server.ts";
import { listSitting } from "../../members/list-sitting.server.ts";
import { type Branch, partiesAmong } from "../../members/parties.ts";
import { listBranches } from "../../members/parties.server.ts";
import { readQuery, sitting } from "../../words/typed/query.ts";
import { type Asked, narrow, type SittingRow } from "./sitting.ts";

/** What is asked, without what says nothing. */
export const readAsked = (typed: URLSearchParams): Asked =>
  Object.fromEntries(readQuery(sitting, typed));

/** All who sit now, those among them that are asked for, and what can be asked. */
export async function readSitting(db: Db, asked: Asked) {
  const [members, demands, branches] = await Promise.all([
    listSitting(db),
    listDemands(db, "en"),
    listBranches(db),
  ]);
  const ids = members.map(({ id }) => id);
  const [copies, stances] = await Promise.all([listLastCopies(db, ids), listStances(db, ids)]);
  const lastOf = new Map(copies.map((copy) => [copy.memberId, copy]));
  const byMember = Map.groupBy(stances, ({ memberId }) => memberId);
  const all = members.map((member): SittingRow => ({
    ...member,
    last: lastOf.get(member.id),
    stances: byMember.get(member.id) ?? [],
  }));
  return { all, found: narrow(all, asked, { demands, branches }), demands, branches };
}

/** The regions and parties that there are, a party's parent among them. */
export function choicesIn(all: readonly SittingRow[], branches: readonly Branch[]) {
  const parties = partiesAmong(
    all.map((one) => one.party),
    branches,
  );
  return { parties, regions: [...new Set(all.map(({ region }) => region))].sort() };
}
