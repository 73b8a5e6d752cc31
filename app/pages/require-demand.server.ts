/** The demand of an address, or the answer that says why there is none. */
import type { RequestContext } from "../context.server.ts";
import { type Demand, takesSignings } from "../demands/demand.ts";
import { getDemand } from "../demands/get-demand.server.ts";
import { answer } from "./answers.server.ts";

/** @throws the 404 page for unknown slugs and drafts, 410 for removed demands */
export async function requireDemand(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  slug: string | undefined,
): Promise<Demand> {
  const demand = await getDemand(db, slug ?? "", locale);
  if (!demand) throw answer(404);
  if (demand.state === "removed") throw answer(410);
  return demand;
}

/** @throws as above, and 410 when the demand takes no more signatures */
export async function requireOpenDemand(
  context: Pick<RequestContext, "db" | "locale" | "clock">,
  slug: string | undefined,
): Promise<Demand> {
  const demand = await requireDemand(context, slug);
  if (!takesSignings(demand, context.clock())) throw answer(410);
  return demand;
}
