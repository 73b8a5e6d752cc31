/** Finds the part of a House that a list is the whole of. */

interface Place {
  code: string;
  region: string;
  country: string;
}

/** Names that no row has and everybody uses. */
const wholes: Record<string, readonly string[]> = {
  "great britain": ["england", "scotland", "wales"],
};

/**
 * @param names of regions or countries, as people write them; none for the whole
 * @returns the codes of the seats that lie in them
 */
export function findPart(
  areas: readonly Place[],
  names: readonly string[],
): { codes: ReadonlySet<string> } | { problem: string } {
  if (names.length === 0) return { codes: new Set(areas.map(({ code }) => code)) };
  const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
  const found = names.map((name) => {
    const wanted = wholes[plain(name)] ?? [plain(name)];
    return areas.filter(({ region, country }) =>
      [region, country].some((place) => wanted.includes(plain(place))),
    );
  });
  const empty = found.findIndex((inside) => inside.length === 0);
  if (empty === -1) return { codes: new Set(found.flat().map(({ code }) => code)) };
  const known = new Set(areas.flatMap(({ region, country }) => [region, country]));
  return {
    problem: `No constituency lies in “${names[empty]}”. Known are ${[...known].sort().join(", ")}.`,
  };
}
