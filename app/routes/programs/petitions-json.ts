/** The list of petitions, for programs. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { petitionInList } from "../../demands/petition-json.ts";
import { pageOfList } from "../../demands/petition-list.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { listPetitions } from "../../pages/petition-list.server.ts";
import { programsSite } from "../../pages/site.server.ts";
import { href } from "../../paths.ts";
import { list } from "../../words/typed/query.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { petitions, updatesOf, asked, changed } = await listPetitions(context, request, list);
  const site = programsSite(context);
  const { links, data } = pageOfList(
    petitions,
    context.config.origin + href("/petitions.json"),
    asked,
  );
  return jsonAnswer(
    { links, data: data.map((demand) => petitionInList(demand, site, updatesOf(demand.id))) },
    { changed },
  );
}
