/** The demand of an address, or the answer that says why there is none. */
import type { RequestContext } from "../context.server.ts";
import { type Demand, isSlug, takesSignings } from "../demands/demand.ts";
import { getDemand } from "../demands/get-demand.server.ts";
import { currentSlugs } from "../demands/slugs.server.ts";
import { answer } from "./answers.server.ts";

type Context = Pick<RequestContext, "db" | "locale" | "prefix" | "fields">;

/**
 * @param request of the page; below the path of a demand, or its frame
 * @throws the 404 page for unknown slugs and drafts, 410 for removed demands; for a slug that the demand
 *   once had, `301` to the same page of it. A form that was sent there is shown again where it is.
 */
export async function requireDemand(
  context: Context,
  slug: string | undefined,
  request: Request,
): Promise<Demand> {
  const { db, locale } = context;
  const demand = await getDemand(db, slug ?? "", locale);
  if (demand?.state === "removed") throw answer(410);
  return demand ?? requireRenamed(context, slug ?? "", request);
}

async function requireRenamed(context: Context, slug: string, request: Request): Promise<Demand> {
  const { db, locale, prefix, fields } = context;
  const now = isSlug(slug) ? (await currentSlugs(db, [slug])).get(slug) : undefined;
  // by a replica the two may be read apart
  const demand = now === undefined ? undefined : await getDemand(db, now, locale);
  if (!demand) throw answer(404);
  if (demand.state === "removed") throw answer(410);
  // Remix loads the page of a refused form with GET
  if (fields.size > 0) return demand;
  const { pathname, search } = new URL(request.url);
  const path = pathname.replace(/^\/(demands|embed)\/[^/]+/, `/$1/${demand.slug}`);
  // kept by nobody, for the slug may be given back
  const headers = { Location: prefix + path + search, "Cache-Control": "no-store" };
  throw answer(301, headers);
}

/** @throws as above, and 410 when the demand takes no more signatures */
export async function requireOpenDemand(
  context: Context & Pick<RequestContext, "clock">,
  slug: string | undefined,
  request: Request,
): Promise<Demand> {
  const demand = await requireDemand(context, slug, request);
  if (!takesSignings(demand, context.clock())) throw answer(410);
  return demand;
}
