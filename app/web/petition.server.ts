/** The demand of a petition's number, or the JSON that says why there is none. */
import type { RequestContext } from "../context.server.ts";
import type { Demand } from "../demands/demand.ts";
import { getDemand } from "../demands/get-demand.server.ts";
import { jsonProblem } from "./json.server.ts";

/** @throws 400 for what is no number, 404 for an unknown one, 410 for a removed demand, as JSON */
export async function requirePetition(
  { db }: Pick<RequestContext, "db">,
  id: string | undefined,
): Promise<Demand> {
  const number = /^[0-9]{1,9}$/.test(id ?? "") ? Number(id) : undefined;
  if (number === undefined) throw jsonProblem(400, "the id is not an integer");
  const demand = await getDemand(db, number, "en");
  if (!demand) throw jsonProblem(404, "there is no such petition");
  if (demand.state === "removed") throw jsonProblem(410, "this petition was removed");
  return demand;
}
