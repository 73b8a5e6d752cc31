/** The demand of a petition's number, or the JSON that says why there is none. */
import type { RequestContext } from "../context.server.ts";
import type { Demand } from "../demands/demand.ts";
import { getDemand } from "../demands/get-demand.server.ts";
import { jsonProblem } from "./json.server.ts";

/** Postgres's largest integer; no petition has a larger number. */
const MOST = 2 ** 31 - 1;

/** @throws 400 for what is no number, 404 for an unknown one, 410 for a removed demand, as JSON */
export async function requirePetition(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Demand> {
  if (!/^\d+$/.test(id ?? "")) throw jsonProblem(400, "the id is not an integer");
  const number = Number(id);
  // in one spelling: with noughts before it anybody could make up pages without end that are kept
  const isOne = number <= MOST && String(number) === id;
  const demand = isOne ? await getDemand(db, number, "en") : undefined;
  if (!demand) throw jsonProblem(404, "there is no such petition");
  if (demand.state === "removed") throw jsonProblem(410, "this petition was removed");
  return demand;
}
