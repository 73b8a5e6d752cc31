/** The constituencies as hexagons, darker where a larger share of the electorate signed. */
import { useSite } from "../../pages/site.tsx";
import { formatShare } from "../../words/format.ts";
import { href } from "../../paths.ts";
import { drawnOnce } from "./drawn-once.tsx";

interface Placed {
  code: string;
  name: string;
  q: number;
  r: number;
  /** Of the electorate; null where the number is too small to be shown. */
  share: number | null;
}

/** A cell's half width; its corners are one apart. */
const HALF = Math.sqrt(3) / 2;

/** Odd rows are shifted by half a cell (odd-r layout); rows count upwards. */
const centre = ({ q, r }: Placed) => ({ x: HALF * (2 * q + (r & 1)), y: -1.5 * r });

/** From the top corner on, clockwise; the same for every cell, which compression makes use of. */
const around = `l.87.5v1l-.87.5-.87-.5v-1z`;

interface Cell extends Pick<Placed, "code" | "name" | "share"> {
  /** Of the top corner. */
  at: string;
  /** From 1 to 5, of the largest share; 0 where none is shown. */
  step: number;
}

function HexCell({ code, name, share, at, step }: Cell) {
  const { words, to, locale } = useSite();
  return (
    <a href={to(href("/constituencies/:code", { code }))}>
      <path className={step > 0 ? `step-${step}` : undefined} d={`M${at}${around}`}>
        <title>{`${name}: ${share ? formatShare(locale, share) : words.count.fewer}`}</title>
      </path>
    </a>
  );
}

const drawCells = drawnOnce(HexCell);
const drawTitle = drawnOnce(() => {
  const { words } = useSite();
  return <title>{`${words.places.title}: ${words.places.share}`}</title>;
});

export function HexMap({ places }: { places: readonly Placed[] }) {
  const site = useSite();
  if (places.length < 2) return null;
  const most = Math.max(...places.map(({ share }) => share ?? 0));
  const at = places.map(centre);
  const left = Math.min(...at.map(({ x }) => x)) - HALF;
  const top = Math.min(...at.map(({ y }) => y)) - 1;
  const width = Math.max(...at.map(({ x }) => x)) + HALF - left;
  const height = Math.max(...at.map(({ y }) => y)) + 1 - top;
  const cells = places.map(({ code, name, share }, index): Cell => {
    const { x, y } = at[index]!;
    const step = share && most > 0 ? Math.ceil((share / most) * 5) : 0;
    return { code, name, share, step, at: `${(x - left).toFixed(1)} ${(y - top - 1).toFixed(1)}` };
  });
  const __html = drawTitle(site, [{}]).__html + drawCells(site, cells).__html;
  return (
    <svg
      className="hexmap"
      viewBox={`0 0 ${width.toFixed(1)} ${height.toFixed(1)}`}
      dangerouslySetInnerHTML={{ __html }}
    />
  );
}
