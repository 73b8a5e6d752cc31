/** A feed of the demands and of what became of them (Atom, RFC 4287). */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { atomFeed } from "../../demands/atom.ts";
import { listDemands } from "../../demands/get-demand.server.ts";
import { listTimelines } from "../../demands/life/timeline.server.ts";
import { programAnswer } from "../../pages/json.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const demands = await listDemands(db, "en");
  const updates = await listTimelines(
    db,
    demands.map(({ id }) => id),
    "en",
  );
  const feed = atomFeed(demands, updates, config.origin, config.campaign.name);
  return programAnswer(feed, "application/atom+xml; charset=utf-8");
}
