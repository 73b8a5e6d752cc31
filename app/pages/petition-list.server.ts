/** The petitions that a program asks for. */
import type { RequestContext } from "../context.server.ts";
import { getLastChange, listDemands } from "../demands/get-demand.server.ts";
import { isAnswer } from "../demands/life/timeline.ts";
import { listTimelines } from "../demands/life/timeline.server.ts";
import { lastChange } from "../demands/petition-json.ts";
import { findDemands } from "../demands/find-demands.server.ts";
import { selectPetitions } from "../demands/petition-list.ts";
import { type Query, readQuery } from "../words/typed/query.ts";
import { lastModified } from "./last-modified.ts";

/** Of their CSV. */
export const PETITION_HEADS = ["Petition", "URL", "State", "Signatures Count"];

/**
 * @returns all that were asked for, most signed first, their notes, what was asked in its one spelling,
 *   and its date: when the list was last changed, also by what is not in it, for that may have left it
 */
export async function listPetitions(
  { reads: db, clock }: Pick<RequestContext, "reads" | "clock">,
  request: Request,
  query: Query,
) {
  const now = clock();
  const asked = readQuery(query, new URL(request.url).searchParams);
  const all = await listDemands(db, "en");
  const q = asked.get("q");
  const [updates, found, change] = await Promise.all([
    listTimelines(
      db,
      all.map(({ id }) => id),
      "en",
    ),
    q ? findDemands(db, q) : undefined,
    getLastChange(db),
  ]);
  const updatesOf = (id: number) => updates.get(id) ?? [];
  const petitions = selectPetitions(
    found ? all.filter(({ id }) => found.has(id)) : all,
    asked,
    ({ id }) => updatesOf(id).some(isAnswer),
  );
  const changes = all.map((demand) => lastChange(demand, updatesOf(demand.id)));
  if (change) changes.push(change);
  const changed = changes.length > 0 && { changed: lastModified(latest(changes), now) };
  return { petitions, updatesOf, asked, ...changed };
}

const latest = (moments: readonly Date[]) => new Date(Math.max(...moments.map(Number)));
