/** Every constituency with its member, keyed by ONS code. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listSeats } from "../../members/seats.server.ts";
import { SEATS_SINCE } from "../../places/area.ts";
import { jsonAnswer } from "../../pages/json.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const seats = await listSeats(context.reads);
  return jsonAnswer(
    Object.fromEntries(
      seats.map(({ code, area, member }) => [
        code,
        {
          mp: member?.fullTitle ?? null,
          party: member?.party ?? null,
          constituency: area,
          ons_code: code,
          start_date: SEATS_SINCE,
          end_date: null,
        },
      ]),
    ),
  );
}
