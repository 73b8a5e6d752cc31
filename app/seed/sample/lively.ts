/** How much is signed in a place: much in a few towns, less with every cell of the map further away. */
import type { Row } from "#db/schema.ts";

type Place = Pick<Row<"area">, "electorate" | "hex_q" | "hex_r">;

/** Cells of the map, how much is signed there, and how far that reaches in cells. */
const towns = [
  ["London", 63, -38, 7, 3.2],
  ["Manchester", 54, -24, 4, 2],
  ["Leeds", 60, -20, 4.5, 1.8],
  ["Glasgow", 49, -9, 5, 1.6],
  ["Cardiff", 47, -37, 4, 1.6],
  ["Birmingham", 54, -32, 2.5, 1.6],
  ["Bristol", 51, -38, 5, 1.4],
  ["Newcastle", 54, -13, 2.5, 1.5],
  ["Brighton", 67, -44, 5, 1.2],
  ["Cambridge", 65, -30, 3.5, 1.2],
  ["Belfast", 45, -18, 1.5, 1.2],
] as const;
/** Away from all of them. */
const COUNTRY = 0.55;

/** Where a cell lies, in widths of a cell; the rows are laid out odd-r. */
const at = (q: number, r: number) => ({ x: q + Math.abs(r % 2) / 2, y: (r * Math.sqrt(3)) / 2 });

export function liveliness({ electorate, hex_q, hex_r }: Place): number {
  const { x, y } = at(hex_q ?? 0, hex_r ?? 0);
  const near = towns.map(([, q, r, height, reach]) => {
    const town = at(q, r);
    const away = Math.hypot(x - town.x, y - town.y);
    return height * Math.exp(-((away / reach) ** 2) / 2);
  });
  return (electorate ?? 0) * near.reduce((sum, one) => sum + one, COUNTRY);
}
