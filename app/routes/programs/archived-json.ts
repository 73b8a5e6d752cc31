/** Petitions of earlier parliaments, of which there are none: a demand stays where it is. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { pageOfList } from "../../demands/petition-list.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { href } from "../../paths.ts";
import { list, readQuery } from "../../words/typed/query.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const asked = readQuery(list, new URL(request.url).searchParams);
  return jsonAnswer(
    pageOfList([], context.config.origin + href("/archived/petitions.json"), asked),
  );
}
