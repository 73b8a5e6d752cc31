/** Where a constituency lies: its cell lit among the others. */
import { useSite } from "../../pages/site.tsx";
import type { LitMap as Drawn } from "../../places/map/lit-map.ts";
import { fontSizeOf, MapOutlines, SCALE } from "./map-parts.tsx";

/** @param name of the constituency, and its region's */
export function LitMap({ map, name, region }: { map: Drawn; name: string; region: string }) {
  const { words } = useSite();
  return (
    <svg
      className="hexmap lit-map"
      viewBox={map.viewBox}
      fontSize={fontSizeOf(map.viewBox)}
      role="img"
      aria-label={words.map.lit(name, region)}
    >
      <g transform={SCALE}>
        <path d={map.others} />
      </g>
      <MapOutlines {...map} />
      <path className="lit" transform={SCALE} d={map.cell} />
    </svg>
  );
}
