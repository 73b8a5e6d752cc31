/** The demand of a petition's number, or the JSON that says why there is none. */
import type { RequestContext } from "../context.server.ts";
import type { Demand } from "../demands/demand.ts";
import { getDemand } from "../demands/get-demand.server.ts";
import { jsonProblem } from "./json.server.ts";

/** Postgres's largest integer; no petition has a larger number. */
const MOST = 2 ** 31 - 1;

/**
 * @returns undefined for one that no petition can have
 * @throws 400 for what is no number, as JSON
 */
export function readPetitionId(id = ""): number | undefined {
  if (!/^\d+$/.test(id)) throw jsonProblem(400, "The id is not an integer.");
  const number = Number(id);
  // in one spelling: with noughts before it anybody could make up pages without end that are kept
  return number <= MOST && String(number) === id ? number : undefined;
}

/** @throws as above, 404 for an unknown one, 410 for a removed demand, as JSON */
export async function requirePetition(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Demand> {
  const number = readPetitionId(id);
  const demand = number === undefined ? undefined : await getDemand(db, number, "en");
  if (!demand) throw jsonProblem(404, "There is no such petition.");
  if (demand.state === "removed") throw jsonProblem(410, "This petition was removed.");
  return demand;
}
