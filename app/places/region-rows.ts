/** Regions with their constituencies and their electorates. */
import type { LocaleCode } from "#db/schema.ts";

import { byName } from "../words/names/by-name.ts";
import { regionName } from "../words/names/known-names.ts";
import { readSearch } from "../words/typed/search.ts";

export interface Region {
  region: string;
  seats: number;
  /** Of all its constituencies; null where one of them is not known. */
  electorate: number | null;
}

/** @returns by the names that they have in the language */
export function regionsOf(
  locale: LocaleCode,
  areas: readonly { region: string; electorate: number | null }[],
): Region[] {
  const regions = [...Map.groupBy(areas, ({ region }) => region)].map(([region, seats]) => ({
    region,
    seats: seats.length,
    electorate: seats.every(({ electorate }) => electorate !== null)
      ? seats.reduce((sum, { electorate }) => sum + electorate!, 0)
      : null,
  }));
  return byName(locale, regions, ({ region }) => regionName(locale, region).name);
}

/** The region that a search names, in the language or in English; undefined where it names none. */
export function regionAsked(
  locale: LocaleCode,
  q: string,
  areas: readonly { region: string }[],
): string | undefined {
  if (q === "") return undefined;
  return [...new Set(areas.map(({ region }) => region))].find((region) =>
    [region, regionName(locale, region).name].some((name) => readSearch(name) === q),
  );
}
