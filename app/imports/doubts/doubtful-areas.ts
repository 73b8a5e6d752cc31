/** What makes a list of constituencies doubtful: by itself, and beside those stored. */
import type { Row } from "#db/schema.ts";

import { type AreaRow, kindred } from "../../places/area.ts";
import { filledDown, threeOf, tooMany } from "./marks.ts";
import { movedAbout, reshuffled } from "./shifted.ts";
import { successions } from "../successions.ts";
import { listOf } from "../shorten.ts";
import { duplicates } from "../trial.server.ts";

type Stored = Readonly<Row<"area">>;

/** Columns that a file may lack. */
const optional = {
  name_cy: "Welsh name",
  electorate: "electorate",
  parliament_id: "id of Parliament’s",
  hex_q: "map cell",
} as const;

/** In the list of 2024 no more than three seats have the same number of electors. */
const mostEqual = 10;

/** @returns a sentence for each doubt */
export function doubtsAboutAreas(
  rows: readonly AreaRow[],
  stored: readonly Stored[],
  houseSeats: number,
): string[] {
  const before = new Map(stored.map((area) => [area.code, area]));
  const marked = rows.map((row) => ({ ...row, at: row.code, old: before.get(row.code) }));
  return [
    ...aboutNumbers(rows, stored, houseSeats),
    ...(Object.entries(optional) as [keyof typeof optional, string][]).flatMap(([field, name]) => {
      const had = marked.filter(({ old }) => old && old[field] !== null);
      const lost = had.filter((row) => row[field] === null);
      return tooMany(lost.length, had.length)
        ? [`${lost.length} of ${had.length} seats would lose their ${name} (${threeOf(lost)}).`]
        : [];
    }),
    ...duplicates(
      "The name",
      rows.map(({ name }) => name),
    ),
    ...duplicates(
      "The map cell",
      rows.flatMap(({ hex_q, hex_r }) =>
        typeof hex_q === "number" && typeof hex_r === "number" ? [`${hex_q}, ${hex_r}`] : [],
      ),
    ),
    ...movedAbout(
      marked.map(({ at, old, name }) => ({ at, before: old?.name, now: name })),
      "names",
    ),
    ...reshuffled(
      marked.map(({ at, old, electorate }) => ({
        at,
        before: old?.electorate?.toString(),
        now: electorate?.toString(),
      })),
      "electorates",
    ),
    ...reshuffled(
      marked.map(({ at, old, region }) => ({ at, before: old?.region, now: region })),
      "regions",
    ),
    ...filledDown(
      marked.filter(({ old, electorate }) => old && old.electorate !== electorate),
      ({ electorate }) => electorate?.toString(),
      (electorate, number) => `${number} seats would have ${electorate} electors`,
      mostEqual,
    ),
    ...aboutRegions(rows),
  ];
}

/** A House has as many seats as it has: more codes mean those of another year. */
function aboutNumbers(
  rows: readonly AreaRow[],
  stored: readonly Stored[],
  houseSeats: number,
): string[] {
  if (rows.length > houseSeats)
    return [`The file has ${rows.length} seats, more than the ${houseSeats} of the House.`];
  const known = new Set(stored.map(({ code }) => code));
  const codes = new Set(rows.map(({ code }) => code));
  const names = new Set(rows.map(({ name }) => kindred(name)));
  const added = rows.filter(({ code }) => !known.has(code));
  const succeeding = successions(rows, stored);
  const succeeded = new Set(succeeding.values());
  const others = stored.filter(
    ({ code, name }) => !codes.has(code) && !succeeded.has(code) && !names.has(kindred(name)),
  );
  const all = rows.length + others.length;
  if (added.length === 0 || (all <= houseSeats && !tooMany(succeeding.size, rows.length)))
    return [];
  const examples = added.map(({ code, name }) => {
    const old = succeeding.get(code);
    return old ? `${name} ${code}, stored as ${old}` : `${name} ${code}`;
  });
  return [
    `${added.length} of ${rows.length} seats would be added to the ${stored.length} stored, in a House of ${houseSeats}. These look like another year’s codes (${examples.slice(0, 3).join("; ")}${added.length > 3 ? "; …" : ""}).`,
  ];
}

/** A region has one code, and a code one region. */
function aboutRegions(rows: readonly AreaRow[]): string[] {
  const several = (of: (row: AreaRow) => string, among: (row: AreaRow) => string) =>
    [...Map.groupBy(rows, of)]
      .map(([one, those]) => [one, [...new Set(those.map(among))]] as const)
      .filter(([, names]) => new Set(names.map(kindred)).size > 1);
  return [
    ...several(
      ({ region_code }) => region_code,
      ({ region }) => region,
    ).map(([code, regions]) => `The code ${code} stands for several regions: ${listOf(regions)}.`),
    ...several(
      ({ region }) => kindred(region),
      ({ region_code }) => region_code,
    ).map(([region, codes]) => `The region “${region}” has several codes: ${listOf(codes)}.`),
  ];
}
