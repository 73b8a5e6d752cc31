/** A map on which one constituency is lit. */
import { keptFrame } from "./drawn-map.ts";
import { middleOf, pathOf } from "./hex-grid.ts";
import type { MapArea, MapFrame } from "./map-frame.ts";

export interface LitMap extends Pick<MapFrame, "viewBox" | "outlines" | "labels"> {
  cell: string;
  others: string;
}

/** @returns undefined where it has no place on the map */
export function litMap(areas: readonly MapArea[], code: string): LitMap | undefined {
  const frame = keptFrame(areas);
  const lit = areas.find((area) => area.code === code);
  if (!frame || !lit) return undefined;
  const { viewBox, outlines, labels } = frame;
  const others = areas.filter((area) => area !== lit).map(middleOf);
  return { viewBox, outlines, labels, cell: pathOf([middleOf(lit)]), others: pathOf(others) };
}
