/** The constituencies as hexagons, darker where a larger share of the electorate signed. */
import { useSite } from "../pages/site.tsx";
import { formatShare } from "../words/format.ts";
import { href } from "../paths.ts";

interface HexCell {
  code: string;
  name: string;
  q: number;
  r: number;
  /** Of the electorate; null where the number is too small to be shown. */
  share: number | null;
}

const corners = [0, 1, 2, 3, 4, 5].map((n) => {
  const angle = (Math.PI / 3) * n + Math.PI / 6;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** Odd rows are shifted by half a cell (odd-r layout); rows count upwards. */
const centre = ({ q, r }: HexCell) => ({ x: Math.sqrt(3) * (q + (r & 1) / 2), y: -1.5 * r });

const steps = [0.15, 0.35, 0.55, 0.75, 1];

export function HexMap({ cells }: { cells: HexCell[] }) {
  const { words, to, locale } = useSite();
  if (cells.length < 2) return null;
  const at = cells.map(centre);
  const left = Math.min(...at.map(({ x }) => x)) - 1;
  const top = Math.min(...at.map(({ y }) => y)) - 1;
  const width = Math.max(...at.map(({ x }) => x)) + 1 - left;
  const height = Math.max(...at.map(({ y }) => y)) + 1 - top;
  const most = Math.max(...cells.map(({ share }) => share ?? 0));
  return (
    <svg className="hexmap" viewBox={`0 0 ${width.toFixed(1)} ${height.toFixed(1)}`}>
      <title>{`${words.places.title}: ${words.places.share}`}</title>
      {cells.map((cell, index) => {
        const { x, y } = at[index]!;
        const points = corners
          .map(([cx, cy]) => `${(x - left + cx).toFixed(1)},${(y - top + cy).toFixed(1)}`)
          .join(" ");
        const step = cell.share && most > 0 ? Math.ceil((cell.share / most) * 5) - 1 : undefined;
        return (
          <a key={cell.code} href={to(href("/constituencies/:code", { code: cell.code }))}>
            <polygon
              points={points}
              fill={step === undefined ? "var(--line)" : "var(--sky)"}
              fillOpacity={step === undefined ? undefined : steps[step]}
            >
              <title>
                {cell.name}: {cell.share ? formatShare(locale, cell.share) : words.count.fewer}
              </title>
            </polygon>
          </a>
        );
      })}
    </svg>
  );
}
