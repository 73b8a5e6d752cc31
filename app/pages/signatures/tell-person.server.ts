/** What was found of one person, with the names of demands and places. */
import type { RequestContext } from "../../context.server.ts";
import type { FoundPerson } from "../../review/find-person.server.ts";
import { placesOf, titlesOf } from "./names.server.ts";

export async function tellPerson(
  context: Pick<RequestContext, "db" | "keys">,
  { signatures, signings }: FoundPerson,
) {
  const [titles, places] = await Promise.all([
    titlesOf(context, [
      ...signatures.map(({ demandId }) => demandId),
      ...signings.flatMap(({ demandIds }) => demandIds),
    ]),
    placesOf(
      context,
      [...signatures, ...signings].map(({ place }) => place),
    ),
  ]);
  const titleOf = (id: number) => titles.get(id) ?? `Demand ${id}`;
  const placeOf = (code: string) => places.get(code) ?? code;
  return {
    signatures: signatures.map(({ demandId, confirmedAt, standing, place }) => ({
      ...{ demand: titleOf(demandId), at: confirmedAt, standing, place: placeOf(place) },
    })),
    signings: signings.map(({ demandIds, createdAt, place }) => ({
      ...{ demands: demandIds.map(titleOf), at: createdAt, place: placeOf(place) },
    })),
  };
}
