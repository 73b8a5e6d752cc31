/** Names the places of a tally in the reader's language. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { countryName, HOME } from "../places/country.ts";
import type { PlaceCount } from "./places.server.ts";
import { wordsFor } from "../words/words.ts";

export interface NamedPlace extends PlaceCount {
  name: string;
}

const isGss = (place: string) => place.length === 9;

function unplacedName(place: string, locale: LocaleCode): string {
  return place === HOME ? wordsFor(locale).demand.unplaced : countryName(place, locale);
}

export async function namePlaces(
  db: Db,
  places: readonly PlaceCount[],
  locale: LocaleCode,
): Promise<NamedPlace[]> {
  const codes = places.map(({ place }) => place).filter(isGss);
  const areas =
    codes.length === 0
      ? []
      : await db.selectFrom("area").select(["code", "name"]).where("code", "in", codes).execute();
  const names = new Map(areas.map(({ code, name }) => [code, name]));
  return places.map(({ place, count }) => ({
    place,
    count,
    name: names.get(place) ?? unplacedName(place, locale),
  }));
}

/** One place's name. */
export async function namePlace(db: Db, place: string, locale: LocaleCode): Promise<string> {
  const [named] = await namePlaces(db, [{ place, count: 0 }], locale);
  return named!.name;
}
