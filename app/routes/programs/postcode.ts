/** The constituency of a postcode, asked for while one types. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { getAreaOfPostcode } from "../../places/place.server.ts";
import { readPostcode } from "../../places/postcode.ts";
import { jsonProblem } from "../../pages/json.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const code = readPostcode((params.file ?? "").replace(/\.json$/, ""));
  const area = code && (await getAreaOfPostcode(context.reads, code));
  if (!area) throw jsonProblem(404, "We do not know this postcode.");
  const { code: ons_code, name } = area;
  return Response.json({ ons_code, name }, { headers: { "Cache-Control": "no-store" } });
}
