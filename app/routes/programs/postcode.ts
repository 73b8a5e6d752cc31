/** The constituency of a postcode, or the country where it lies in none; asked for while one types. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { countryName } from "../../places/country.ts";
import { getAreaOfPostcode } from "../../places/place.server.ts";
import { countryOfPostcode, readPostcode } from "../../places/postcode.ts";
import { jsonProblem } from "../../pages/json.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const code = readPostcode((params.file ?? "").replace(/\.json$/, ""));
  const country = code && countryOfPostcode(code);
  if (country) return answer({ country, name: countryName(country, context.locale) });
  const area = code && (await getAreaOfPostcode(context.reads, code));
  if (!area) throw jsonProblem(404, "We do not know this postcode.");
  const { code: ons_code, name } = area;
  return answer({ ons_code, name });
}

const answer = (found: object) =>
  Response.json(found, { headers: { "Cache-Control": "no-store" } });
