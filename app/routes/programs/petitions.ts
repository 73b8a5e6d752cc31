/** The list of petitions is our home page. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { seeOther } from "../../pages/answers.server.ts";
import { href } from "../../paths.ts";
import { demands, readQuery } from "../../words/typed/query.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const asked = readQuery(demands, new URL(request.url).searchParams);
  return seeOther(context, asked.size > 0 ? `${href("/")}?${asked}` : href("/"));
}
