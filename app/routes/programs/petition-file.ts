/** One petition as JSON, its totals by constituency as CSV, or the way to its page. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listTimeline } from "../../demands/life/timeline.server.ts";
import { lastChange, petition } from "../../demands/petition-json.ts";
import { getPetitionPlaces } from "../../members/petition-places.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { toCsv } from "../../pages/csv.ts";
import { splitFile } from "../../pages/file-name.ts";
import { csvAnswer, jsonAnswer, jsonProblem } from "../../pages/json.server.ts";
import { lastModified } from "../../pages/last-modified.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const { name, ending } = splitFile(params.file);
  const now = context.clock();
  const demand = await requirePetition({ db }, name);
  const { slug } = demand;
  if (ending === "") return seeOther(context, href("/demands/:slug", { slug }));
  if (ending !== "json" && ending !== "csv") throw jsonProblem(406);
  const [places, updates] = await Promise.all([
    getPetitionPlaces(db, demand.id),
    listTimeline(db, demand.id, "en"),
  ]);
  const shown = { slug, changed: lastModified(lastChange(demand, updates), now) };
  if (ending === "json") return jsonAnswer(petition(demand, config, updates, places), shown);
  const rows = places.constituencies.map((area) => {
    return [area.ons_code, area.name, area.mp ?? "", area.signature_count];
  });
  const text = toCsv([["ONS Code", "Constituency", "MP", "Signatures Count"], ...rows]);
  return csvAnswer(text, shown);
}
