/** What is signed near a postcode: our list of constituencies finds it. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { seeOther } from "../../pages/answers.server.ts";
import { href } from "../../paths.ts";
import { nearby, readQuery } from "../../words/typed/query.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const asked = readQuery(nearby, new URL(request.url).searchParams);
  const postcode = asked.get("postcode");
  const list = href("/constituencies");
  return seeOther(context, postcode ? `${list}?${new URLSearchParams({ q: postcode })}` : list);
}
