/** How an import may be done, nothing being written down about it; and a House to import. */
import type { How } from "#app/imports/trial.server.ts";
import type { AreaRow } from "#app/places/area.ts";

export const forGood: How = { dryRun: false, force: false, record: () => Promise.resolve() };
export const forced: How = { ...forGood, force: true };
export const trial: How = { ...forGood, dryRun: true };

/** Seats of a region, `Seat 1` and on, as a file of areas lists them. */
export function seats(number: number): AreaRow[] {
  return Array.from({ length: number }, (_, index) => ({
    code: `E${14_001_001 + index}`,
    name: `Seat ${index + 1}`,
    name_cy: null,
    region_code: "E12000008",
    region: "South East",
    country: "England",
    electorate: 70_000 + index,
    parliament_id: 4_001 + index,
    hex_q: index % 26,
    hex_r: Math.floor(index / 26) - 12,
  }));
}
