/** A map without links: all cells of a step are one path. */
import { middleOf, pathOf } from "./hex-grid.ts";
import { frameOf, type MapArea, type MapFrame } from "./map-frame.ts";
import { shareSteps } from "./share-steps.ts";

export interface DrawnMap extends Pick<MapFrame, "viewBox" | "outlines" | "labels"> {
  /** From step 0 on; "" where no cell has it. */
  cells: string[];
  /** The largest share of each step from 1 on, of 1. */
  bounds: number[];
}

/** Constituencies change once in years; few maps show but some of them. */
const frames = new Map<string, MapFrame | undefined>();
const MOST_FRAMES = 40;

export function keptFrame(areas: readonly MapArea[]): MapFrame | undefined {
  let key = "";
  for (const { code, q, r, region = "" } of areas) key += `${code[0]}${q},${r}${region} `;
  if (!frames.has(key)) {
    if (frames.size >= MOST_FRAMES) frames.clear();
    frames.set(key, frameOf(areas));
  }
  return frames.get(key);
}

/** @param shareOf of an area, of 1; null where its number is not shown */
export function drawMap<Area extends MapArea>(
  areas: readonly Area[],
  shareOf: (area: Area) => number | null,
): DrawnMap | undefined {
  const frame = keptFrame(areas);
  if (!frame) return undefined;
  const shares = areas.map(shareOf);
  const { bounds, stepOf } = shareSteps(Math.max(...shares.map((share) => share ?? 0)));
  const byStep = Map.groupBy(areas, (_, index) => stepOf(shares[index]!));
  const cells = [0, ...bounds.map((_, index) => index + 1)].map((step) =>
    pathOf((byStep.get(step) ?? []).map(middleOf)),
  );
  const { viewBox, outlines, labels } = frame;
  return { viewBox, outlines, labels, cells, bounds };
}
