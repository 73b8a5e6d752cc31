/** The list of petitions, for programs. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listDemands } from "../../demands/get-demand.server.ts";
import { listUpdatesOf } from "../../demands/list-updates.server.ts";
import { petitionInList } from "../../demands/petition-json.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";
import { readSearch } from "../../words/search.ts";

const PAGE = 50;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const asked = new URL(request.url).searchParams;
  const q = readSearch(asked.get("q") ?? "");
  const state = asked.get("state") ?? "all";
  const page = Math.max(1, Math.trunc(Number(asked.get("page"))) || 1);
  const size = Math.min(PAGE, Math.max(1, Math.trunc(Number(asked.get("count"))) || PAGE));

  const filter = state === "open" || state === "closed" ? ({ q, state } as const) : { q };
  let demands = await listDemands(db, "en", filter);
  const updates = await listUpdatesOf(
    db,
    demands.map(({ id }) => id),
  );
  if (state === "with_response") {
    demands = demands.filter(({ id }) => updates.get(id)?.some(({ kind }) => kind === "answer"));
  }
  const last = Math.max(1, Math.ceil(demands.length / size));
  const link = (number: number) => {
    const params = new URLSearchParams();
    if (q !== "") params.set("q", q);
    params.set("state", state);
    if (size !== PAGE) params.set("count", String(size));
    if (number > 1) params.set("page", String(number));
    return `${config.origin}${href("/petitions.json")}?${params}`;
  };
  return jsonAnswer({
    links: {
      self: link(page),
      first: link(1),
      last: link(last),
      next: page < last ? link(page + 1) : null,
      prev: page > 1 ? link(Math.min(page - 1, last)) : null,
    },
    data: demands
      .slice((page - 1) * size, page * size)
      .map((demand) =>
        petitionInList(demand, config.origin, config.campaign.name, updates.get(demand.id) ?? []),
      ),
  });
}
