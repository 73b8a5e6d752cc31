/** What every map has whatever it shows: how large it is, the nations and where their names stand. */
import { type Cell, ACROSS, DOWN, middleOf, outlineOf, type Point } from "./hex-grid.ts";

export interface MapArea extends Cell {
  /** A GSS code, whose first letter is the nation's. */
  code: string;
  /** Where regions are drawn as well. */
  region?: string;
}

/** The letters with which their codes begin. */
export type Nation = "E" | "N" | "S" | "W";

export interface Label {
  nation: Nation;
  x: number;
  y: number;
  anchor: "start" | "end";
}

export interface MapFrame {
  /** Of the whole picture. */
  viewBox: string;
  /** Around each nation. */
  outlines: string[];
  labels: Label[];
  /** Around each region; none where there is but one. */
  regions: { region: string; outline: string }[];
}

const right = (points: readonly Point[]) => Math.max(...points.map(({ x }) => x)) + 2.5;
const left = (points: readonly Point[]) => Math.min(...points.map(({ x }) => x)) - 2.5;

/** The cells of the row that so large a part of them lies above. */
function rowOf(points: readonly Point[], part: number): Point[] {
  const rows = points.map(({ y }) => y).toSorted((a, b) => a - b);
  const row = rows[Math.floor((rows.length - 1) * part)];
  return points.filter(({ y }) => y === row);
}

/** In the sea beside each: where the islands leave room. */
function labelOf(nation: Nation, points: readonly Point[]): Label {
  if (nation === "N") {
    const y = Math.max(...points.map((point) => point.y)) + 5;
    return { nation, x: Math.min(...points.map(({ x }) => x)) - 1, y, anchor: "start" };
  }
  const row = rowOf(points, { E: 0, S: 0.5, W: 0.25 }[nation]);
  const y = row[0]!.y;
  return nation === "W"
    ? { nation, x: left(row), y, anchor: "end" }
    : { nation, x: right(row), y, anchor: "start" };
}

/** Of the whole width: what the longest name needs, and that of Wales, which lies before its coast. */
const NAME = { start: 0.22, end: 0.12 };

/** The label, moved to where the picture does not cut it off. */
const within = (label: Label, from: number, width: number): Label => ({
  ...label,
  x:
    label.anchor === "end"
      ? Math.max(label.x, from + NAME.end * width)
      : Math.min(label.x, from + (1 - NAME.start) * width),
});

function regionsOf(areas: readonly MapArea[]): MapFrame["regions"] {
  const regions = Map.groupBy(areas, ({ region }) => region ?? "");
  if (regions.size < 2) return [];
  return [...regions].map(([region, cells]) => {
    return { region, outline: outlineOf(cells.map(middleOf)) };
  });
}

/** @returns undefined where there is nothing to be drawn */
export function frameOf(areas: readonly MapArea[]): MapFrame | undefined {
  if (areas.length < 2) return undefined;
  const nations = Map.groupBy(areas, ({ code }) => code[0] as Nation);
  const all = areas.map(middleOf);
  const [x, y] = [
    Math.min(...all.map((one) => one.x)) - 1,
    Math.min(...all.map((one) => one.y)) - 2,
  ];
  const width = Math.max(...all.map((one) => one.x)) + 1 - x;
  const height = Math.max(...all.map((one) => one.y)) + 2 - y;
  const sized = [x * ACROSS - 0.2, y * DOWN - 0.2, width * ACROSS + 0.4, height * DOWN + 0.4];
  const drawn = [...nations].map(([nation, cells]) => ({ nation, points: cells.map(middleOf) }));
  return {
    viewBox: sized.map((one) => Number(one.toFixed(1))).join(" "),
    outlines: drawn.map(({ points }) => outlineOf(points)),
    // one nation by itself is named by what stands above
    regions: regionsOf(areas),
    labels:
      drawn.length < 2
        ? []
        : drawn.map(({ nation, points }) => within(labelOf(nation, points), x, width)),
  };
}
