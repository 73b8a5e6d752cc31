/** What the signing form and the choice of a constituency need beside what was typed. */
import type { RequestContext } from "../context.server.ts";
import { type Demand, takesSignings } from "../demands/demand.ts";
import { listDemands } from "../demands/get-demand.server.ts";
import { listAreas } from "../places/place.server.ts";
import { MOST_DEMANDS, type PlaceProblem } from "../signatures/signing-form.ts";

/** The further demands that can be signed in the same go. */
export async function listOthers(
  { db, locale, clock }: Pick<RequestContext, "db" | "locale" | "clock">,
  slug: string,
): Promise<Pick<Demand, "slug" | "title" | "lang">[]> {
  const open = await listDemands(db, locale, { state: "open" });
  const now = clock();
  const others = open.filter((other) => other.slug !== slug && takesSignings(other, now));
  return others.map(({ slug, title, lang }) => ({ slug, title, lang }));
}

/** What a signer has said already, to be sent again with the constituency. */
const carried = [
  "name",
  "email",
  "country",
  "postcode",
  "consent",
  "updates",
  "person",
  "words",
  "from",
  "proof",
];

/** Each once, however often a program sends it. */
function carry(fields: URLSearchParams): [name: string, value: string][] {
  const also = [...new Set(fields.getAll("also"))].slice(0, MOST_DEMANDS);
  return [
    ...carried.flatMap((name) => {
      const value = fields.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    }),
    ...also.map((slug): [string, string] => ["also", slug]),
  ];
}

/** @param unknownPostcode in compact form; undefined where the postcode is not what is wrong */
export async function choiceProps(
  { db, fields }: Pick<RequestContext, "db" | "fields">,
  slug: string,
  problem: PlaceProblem | undefined,
  unknownPostcode: string | undefined,
) {
  return {
    slug,
    said: carry(fields),
    unknownPostcode,
    problem,
    areas: await listAreas(db),
  };
}
