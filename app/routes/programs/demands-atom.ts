/** A feed of the demands and of what became of them (Atom, RFC 4287). */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { atomFeed } from "../../demands/atom.ts";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listTimelines } from "../../demands/life/timeline.server.ts";
import { firstSlugs } from "../../demands/slugs.server.ts";
import { programAnswer } from "../../pages/json.server.ts";
import { programsSite } from "../../pages/site.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const demands = await listDemands(db, "en");
  const ids = demands.map(({ id }) => id);
  const [updates, first] = await Promise.all([listTimelines(db, ids, "en"), firstSlugs(db, ids)]);
  const feed = atomFeed(demands, updates, first, programsSite(context));
  return programAnswer(feed, "application/atom+xml; charset=utf-8");
}
