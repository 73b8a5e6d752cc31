/** The constituencies as hexagons, darker where a larger share of the electorate signed; each leads to its page. */
import { useSite } from "../../pages/site.tsx";
import { regionName } from "../../words/names/known-names.ts";
import { keptFrame } from "../../places/map/drawn-map.ts";
import type { MapFrame } from "../../places/map/map-frame.ts";
import { AROUND, middleOf } from "../../places/map/hex-grid.ts";
import { shareSteps } from "../../places/map/share-steps.ts";
import { formatShare } from "../../words/format.ts";
import { href } from "../../paths.ts";
import { drawnOnce } from "./drawn-once.tsx";
import { regionHref } from "./region-table.tsx";
import { cellsLook, fontSizeOf, lookOf, MapLegend, MapOutlines, SCALE } from "./map-parts.tsx";

interface Placed {
  code: string;
  name: string;
  /** Where fingers are led to a region first. */
  region?: string;
  q: number;
  r: number;
  /** Of the electorate; null where the number is too small to be shown. */
  share: number | null;
}

interface Linked extends Placed {
  step: number;
  steps: number;
}

/** Out of the way of the keyboard: 650 stops would hide what comes after, and the list has the same links. */
function HexCell({ code, name, share, step, steps, ...cell }: Linked) {
  const { words, to, locale } = useSite();
  const { x, y } = middleOf(cell);
  return (
    <a href={to(href("/constituencies/:code", { code }))} tabIndex={-1}>
      <path {...lookOf(step, steps)} d={`M${x} ${y - 2}${AROUND}`}>
        <title>{`${name}: ${share ? formatShare(locale, share) : words.count.fewer}`}</title>
      </path>
    </a>
  );
}

function RegionShape(props: MapFrame["regions"][number] & { list: string }) {
  const { region, outline, list } = props;
  const { to, locale } = useSite();
  return (
    <a className="region" href={to(regionHref(list, region))} tabIndex={-1}>
      <path fill="none" d={outline}>
        <title>{regionName(locale, region).name}</title>
      </path>
    </a>
  );
}

const drawCells = drawnOnce(HexCell);
const drawRegions = drawnOnce(RegionShape);

export interface HexMapProps {
  places: readonly Placed[];
  /** The path of all constituencies that are meant, to which regions lead. */
  list: string;
  /** What the map shows, as its caption says it. */
  label?: string;
}

export function HexMap({ places, list, label }: HexMapProps) {
  const site = useSite();
  const { words } = site;
  const frame = keptFrame(places);
  if (!frame) return null;
  const { bounds, stepOf } = shareSteps(Math.max(...places.map(({ share }) => share ?? 0)));
  const cells = places.map((place) => {
    return { ...place, step: stepOf(place.share), steps: bounds.length };
  });
  const regions = frame.regions.map((region) => ({ ...region, list }));
  const drawn = drawCells(site, cells).__html + drawRegions(site, regions).__html;
  return (
    <figure className="map">
      <svg
        className="hexmap"
        viewBox={frame.viewBox}
        width={544}
        fill="currentColor"
        fontSize={fontSizeOf(frame.viewBox)}
        aria-hidden="true"
      >
        <g transform={SCALE} {...cellsLook} dangerouslySetInnerHTML={{ __html: drawn }} />
        <MapOutlines {...frame} />
      </svg>
      <figcaption>
        <b>{label ?? words.map.caption}</b>
        <MapLegend bounds={bounds} />
      </figcaption>
    </figure>
  );
}
