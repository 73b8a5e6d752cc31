/**
 * Hexagons in whole numbers: a cell is two wide and four high, and rows are three apart. A picture scales
 * them by `ACROSS` and `DOWN`, which makes their sides one long.
 */

export const ACROSS = 0.866;
export const DOWN = 0.5;

export interface Cell {
  /** Column and row; odd rows are shifted by half a cell (odd-r), and rows count upwards. */
  q: number;
  r: number;
}

/** The middle of a cell. */
export interface Point {
  x: number;
  y: number;
}

export const middleOf = ({ q, r }: Cell): Point => ({ x: 2 * q + (r & 1), y: -3 * r });

/** From the top corner on, clockwise; the same for every cell, which compression makes use of. */
export const AROUND = "l1 1v2l-1 1-1-1v-2z";

/** Cells as one path. */
export function pathOf(points: readonly Point[]): string {
  let path = "";
  let before: Point | undefined;
  for (const point of points.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const { x, y } = point;
    path += before ? `m${x - before.x} ${y - before.y}` : `M${x} ${y - 2}`;
    path += AROUND;
    before = point;
  }
  return path;
}

const key = (x: number, y: number) => `${x} ${y}`;

/** The corners of a cell, clockwise; beyond the side that begins at each lies a neighbour. */
const corners = [
  { x: 0, y: -2, beyond: { x: 1, y: -3 } },
  { x: 1, y: -1, beyond: { x: 2, y: 0 } },
  { x: 1, y: 1, beyond: { x: 1, y: 3 } },
  { x: 0, y: 2, beyond: { x: -1, y: 3 } },
  { x: -1, y: 1, beyond: { x: -2, y: 0 } },
  { x: -1, y: -1, beyond: { x: -1, y: -3 } },
];

/** The way around cells that belong together, islands and holes each by itself, as one path. */
export function outlineOf(points: readonly Point[]): string {
  const own = new Set(points.map(({ x, y }) => key(x, y)));
  // three sides meet at a corner, so one at most leads on along the edge
  const next = new Map<string, { from: Point; to: Point }>();
  for (const { x, y } of points)
    corners.forEach((corner, index) => {
      if (own.has(key(x + corner.beyond.x, y + corner.beyond.y))) return;
      const end = corners[(index + 1) % 6]!;
      const from = { x: x + corner.x, y: y + corner.y };
      next.set(key(from.x, from.y), { from, to: { x: x + end.x, y: y + end.y } });
    });
  let path = "";
  for (const [first, { from }] of next) {
    if (!next.has(first)) continue;
    path += `M${from.x} ${from.y}`;
    for (let at = next.get(first); at; at = next.get(key(at.to.x, at.to.y))) {
      next.delete(key(at.from.x, at.from.y));
      path += `l${at.to.x - at.from.x} ${at.to.y - at.from.y}`;
    }
    path += "z";
  }
  return path;
}
