/** What the demands are about, by the codes that their `topics` hold. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listDemands } from "../../demands/get-demand.server.ts";
import { topicsOf } from "../../demands/petition-json.ts";
import { jsonAnswer } from "../../pages/json.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  return jsonAnswer(topicsOf(await listDemands(context.reads, "en")));
}
