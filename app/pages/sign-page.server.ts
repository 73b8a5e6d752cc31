/** What the signing form needs beside what was typed. */
import type { RequestContext } from "../context.server.ts";
import type { Demand } from "../demands/demand.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listCountries } from "../places/country.ts";
import { listAreas } from "../places/place.server.ts";
import {
  nothingTyped,
  type SigningProblems,
  type TypedSigning,
} from "../signatures/signing-form.ts";

export async function signFormProps(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  demand: Pick<Demand, "id" | "slug">,
  typed: TypedSigning = nothingTyped,
  problems: SigningProblems = {},
) {
  const choosing = problems.constituency !== undefined || typed.constituency !== "";
  const [open, areas] = await Promise.all([
    listDemands(db, locale, { state: "open" }),
    choosing ? listAreas(db) : undefined,
  ]);
  return {
    slug: demand.slug,
    typed,
    problems,
    countries: listCountries(locale),
    areas,
    others: open
      .filter((other) => other.id !== demand.id)
      .map(({ slug, title }) => ({ slug, title })),
  };
}
