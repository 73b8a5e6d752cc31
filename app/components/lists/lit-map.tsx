/** Where a constituency lies: its cell lit among the others. */
import { useSite } from "../../pages/site.tsx";
import type { LitMap as Drawn } from "../../places/map/lit-map.ts";
import { cellsLook, fontSizeOf, MapOutlines, SCALE } from "./map-parts.tsx";

/** @param name of the constituency, and its region's */
export function LitMap({ map, name, region }: { map: Drawn; name: string; region: string }) {
  const { words } = useSite();
  return (
    <svg
      className="hexmap lit-map"
      viewBox={map.viewBox}
      width={240}
      fontSize={fontSizeOf(map.viewBox)}
      fill="currentColor"
      role="img"
      aria-label={words.map.lit(name, region)}
    >
      <g transform={SCALE} {...cellsLook} fill="none">
        <path d={map.others} />
      </g>
      <MapOutlines {...map} />
      <path className="lit" transform={SCALE} d={map.cell} />
    </svg>
  );
}
