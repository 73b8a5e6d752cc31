/** All petitions with their totals as CSV. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listDemands } from "../../demands/get-demand.server.ts";
import { toCsv } from "../../pages/csv.ts";
import { programAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const demands = await listDemands(db, "en");
  const rows = demands.map(({ slug, title, state, count }) => {
    return [title, `${config.origin}${href("/demands/:slug", { slug })}`, state, count];
  });
  const text = toCsv([["Petition", "URL", "State", "Signatures Count"], ...rows]);
  return programAnswer(text, "text/csv; charset=utf-8");
}
