/** What the signing form and the choice of a constituency need beside what was typed. */
import type { RequestContext } from "../context.server.ts";
import type { Demand } from "../demands/demand.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listAreas } from "../places/place.server.ts";
import {
  nothingTyped,
  type PlaceProblem,
  type SigningProblems,
  type TypedSigning,
} from "../signatures/signing-form.ts";
import { Unsent } from "./unsent.ts";

export async function signFormProps(
  { db, locale }: Pick<RequestContext, "db" | "locale">,
  demand: Pick<Demand, "id" | "slug">,
  typed: TypedSigning = nothingTyped,
  problems: SigningProblems = {},
) {
  const open = await listDemands(db, locale, { state: "open" });
  return {
    slug: demand.slug,
    typed,
    problems,
    others: open
      .filter((other) => other.id !== demand.id)
      .map(({ slug, title }) => ({ slug, title })),
  };
}

/** What a signer has said already, to be sent again with the constituency. */
const carried = ["name", "email", "country", "postcode", "also", "consent", "updates", "proof"];

/** @param unknownPostcode in compact form; undefined where the postcode is not what is wrong */
export async function choiceProps(
  { db, fields }: Pick<RequestContext, "db" | "fields">,
  { slug }: Pick<Demand, "slug">,
  problem: PlaceProblem | undefined,
  unknownPostcode: string | undefined,
) {
  return {
    slug,
    said: [...fields].filter(([name]) => carried.includes(name)),
    unknownPostcode,
    problem,
    areas: new Unsent(await listAreas(db)),
  };
}
