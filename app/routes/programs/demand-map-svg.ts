/** The map of one demand as a picture. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { drawMapFile } from "../../components/lists/map-file.tsx";
import { isSlug } from "../../demands/demand.ts";
import { getDemand } from "../../demands/get-demand.server.ts";
import { mapOf, placesOf } from "../../pages/demands/pictures.ts";
import { jsonProblem, programAnswer, SVG_TYPE } from "../../pages/json.server.ts";
import { programsSite } from "../../pages/site.server.ts";
import { drawMap } from "../../places/map/drawn-map.ts";
import { listPlaces } from "../../signatures/places.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const slug = params["slug"] ?? "";
  const demand = isSlug(slug) ? await getDemand(db, slug, "en") : undefined;
  if (!demand) return jsonProblem(404, "There is no such demand.");
  if (demand.state === "removed") return jsonProblem(410, "This demand was removed.");
  const [areas, counts] = await Promise.all([context.areas(), listPlaces(db, demand.id)]);
  const { seats } = placesOf(counts, areas, "en");
  const map = mapOf(seats, areas) ?? drawMap(areas.mapped, () => null);
  if (!map) return jsonProblem(404, "There is no map.");
  const source = programsSite(context).origin;
  return programAnswer(drawMapFile({ map, title: demand.title, source }), SVG_TYPE, { slug });
}
