/** The list of pages for search engines. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listDemands } from "../../demands/get-demand.server.ts";
import { listPublished } from "../../letters/published.server.ts";
import { listSeats } from "../../members/seats.server.ts";
import { programAnswer } from "../../pages/json.server.ts";
import { sitemapXml, standing } from "../../pages/sitemap.ts";
import { href } from "../../paths.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const [demands, letters, seats] = await Promise.all([
    listDemands(db, "en"),
    listPublished(db, "en"),
    listSeats(db),
  ]);
  const newest = Math.max(0, ...demands.map(({ updatedAt }) => updatedAt.getTime()));
  const pages = [
    { path: href("/"), changed: newest > 0 ? new Date(newest) : undefined },
    ...standing,
    ...demands.flatMap(({ slug, updatedAt }) => [
      { path: href("/demands/:slug", { slug }), changed: updatedAt },
      { path: href("/demands/:slug/places", { slug }) },
      { path: href("/demands/:slug/answers", { slug }) },
    ]),
    ...letters.map(({ letter }) => {
      return { path: href("/letters/:id", { id: letter.id }), changed: letter.countedAt };
    }),
    ...seats.map(({ code }) => ({ path: href("/constituencies/:code", { code }) })),
    ...seats.flatMap(({ member }) =>
      member ? [{ path: href("/members/:id", { id: member.id }) }] : [],
    ),
  ];
  return programAnswer(sitemapXml(pages, config.origin), "application/xml; charset=utf-8");
}
