/** A petition's number in one constituency, and who sits there: small enough for a phone. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { getSeat } from "../../members/seats.server.ts";
import { splitFile } from "../../pages/file-name.ts";
import { jsonAnswer, jsonProblem } from "../../pages/json.server.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";
import { shown } from "../../places/shown.ts";
import { getPlaceCount } from "../../signatures/places.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const { name, ending } = splitFile(params.file);
  const demand = await requirePetition({ db }, params.id);
  const code = name.toUpperCase();
  const [seat, count] = await Promise.all([getSeat(db, code), getPlaceCount(db, demand.id, code)]);
  if (!seat) throw jsonProblem(404, "There is no such constituency.");
  if (ending !== "json") throw jsonProblem(406);
  return jsonAnswer(
    {
      name: seat.area,
      ons_code: seat.code,
      mp: seat.member?.fullTitle ?? null,
      signature_count: shown(count),
    },
    { slug: demand.slug },
  );
}
