/** The map of all constituencies as a picture. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { drawMapFile } from "../../components/lists/map-file.tsx";
import { listSeats } from "../../members/seats.server.ts";
import { jsonProblem, programAnswer, SVG_TYPE } from "../../pages/json.server.ts";
import { programsSite } from "../../pages/site.server.ts";
import { drawMap } from "../../places/map/drawn-map.ts";
import { shareOf, shown } from "../../places/shown.ts";
import { en } from "../../words/en.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const [{ mapped }, seats] = await Promise.all([context.areas(), listSeats(db)]);
  const most = new Map(seats.map((seat) => [seat.code, seat.most]));
  const map = drawMap(mapped, ({ code, electorate }) =>
    shareOf(shown(most.get(code) ?? 0), electorate),
  );
  if (!map) return jsonProblem(404, "There is no map.");
  const source = programsSite(context).origin;
  return programAnswer(drawMapFile({ map, title: en.map.caption, source }), SVG_TYPE);
}
