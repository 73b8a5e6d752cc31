/** One petition as JSON, its totals by constituency as CSV, or the way to its page. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listUpdates } from "../../demands/get-demand.server.ts";
import { petition } from "../../demands/petition-json.ts";
import { getPetitionPlaces } from "../../members/petition-places.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { toCsv } from "../../pages/csv.ts";
import { jsonAnswer, programAnswer } from "../../pages/json.server.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const [, id, ending] = /^(.*?)(?:\.(json|csv))?$/.exec(params.file ?? "") ?? [];
  const demand = await requirePetition({ db }, id);
  if (!ending) return seeOther(context, href("/demands/:slug", { slug: demand.slug }));
  const places = await getPetitionPlaces(db, demand.id);
  if (ending === "csv") {
    const rows = places.constituencies.map((area) => {
      return [area.ons_code, area.name, area.mp ?? "", area.signature_count];
    });
    const text = toCsv([["ONS Code", "Constituency", "MP", "Signatures Count"], ...rows]);
    return programAnswer(text, "text/csv; charset=utf-8", demand.slug);
  }
  const updates = await listUpdates(db, demand.id);
  return jsonAnswer(
    petition(demand, config.origin, config.campaign.name, updates, places),
    demand.slug,
  );
}
