/** What was signed most within the last hour. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listTrending } from "../../signatures/trending.server.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db, config, clock } = context;
  const now = clock();
  const trending = await listTrending(db, now);
  return jsonAnswer({
    data: trending.map(({ id, title, count }) => ({
      type: "petition",
      id,
      links: { self: `${config.origin}${href("/petitions/:file", { file: `${id}.json` })}` },
      attributes: { action: title, signature_count: count },
    })),
    links: { self: `${config.origin}${href("/trending.json")}` },
    // to the minute, so that the answer keeps its ETag while nothing changes
    meta: { updated_at: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString() },
  });
}
