/** What the style guide draws its pictures from: numbers and places that are made up. */
import type { HeldArea } from "../../places/held-areas.server.ts";
import { drawMap } from "../../places/map/drawn-map.ts";
import { litMap } from "../../places/map/lit-map.ts";
import type { MapArea } from "../../places/map/map-frame.ts";
import { daysBefore, seriesOf } from "../../signatures/time/series.ts";

const LAST = "2026-11-29";
/** When the demand was opened, and a letter sent. */
export const opened = daysBefore(LAST, 119);
export const sent = daysBefore(LAST, 59);

const days = Array.from({ length: 120 }, (_, at) => ({
  day: daysBefore(LAST, 119 - at),
  count: Math.round(40 + 35 * Math.sin(at / 9)) + (at === 60 ? 400 : 0),
}));
export const since = seriesOf(days, opened, LAST);
export const month = seriesOf(days, daysBefore(LAST, 29), LAST);

/** From north to south, a letter a constituency: its nation’s, and L for London. */
const rows = ["...SS.....", "NN.SSS....", "NN..EEE...", "...WEEEE..", "..WWEELLE.", "...EEELLE."];
const regions: Record<string, string> = {
  ...{ S: "Scotland", N: "Northern Ireland", W: "Wales", E: "North West", L: "London" },
};

export const areas = rows.flatMap((row, index) =>
  [...row].flatMap((letter, q): (HeldArea & MapArea & { share: number | null })[] => {
    const region = regions[letter];
    if (!region) return [];
    const count = (index * 31 + q * 17) % 110;
    const electorate = 70_000;
    return [
      {
        ...{ code: `${letter === "L" ? "E" : letter}${index}${q}`, name: `Place ${index}${q}` },
        ...{ region, electorate, q, r: rows.length - index },
        share: count < 5 ? null : count / electorate,
      },
    ];
  }),
);

export const map = drawMap(areas, ({ share }) => share);
export const lit = litMap(areas, areas[20]!.code);
export const seats = areas
  .filter((area) => area.share !== null)
  .toSorted((a, b) => b.share! - a.share!)
  .slice(0, 8)
  .map((area) => ({ ...area, count: Math.round(area.share! * area.electorate!) }));
