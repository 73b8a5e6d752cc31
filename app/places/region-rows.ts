/** Regions with their constituencies and their electorates. */
export interface Region {
  region: string;
  seats: number;
  /** Of all its constituencies; null where one of them is not known. */
  electorate: number | null;
}

/** @returns by name */
export function regionsOf(
  areas: readonly { region: string; electorate: number | null }[],
): Region[] {
  return [...Map.groupBy(areas, ({ region }) => region)]
    .map(([region, seats]) => ({
      region,
      seats: seats.length,
      electorate: seats.every(({ electorate }) => electorate !== null)
        ? seats.reduce((sum, { electorate }) => sum + electorate!, 0)
        : null,
    }))
    .toSorted((a, b) => a.region.localeCompare(b.region, "en"));
}
