/** A map of the constituencies to be looked at: its cells lead nowhere, and the whole is one picture. */
import { useSite } from "../../pages/site.tsx";
import type { DrawnMap } from "../../places/map/drawn-map.ts";
import { cellsLook, fontSizeOf, lookOf, MapLegend, MapOutlines, SCALE } from "./map-parts.tsx";

/** @param label says what is seen, to who does not see it */
export function PlainMap({ map, label }: { map: DrawnMap; label: string }) {
  const { words } = useSite();
  const steps = map.bounds.length;
  return (
    <figure className="map">
      <svg
        className="hexmap"
        viewBox={map.viewBox}
        width={544}
        fill="currentColor"
        fontSize={fontSizeOf(map.viewBox)}
        role="img"
        aria-label={label}
      >
        <g transform={SCALE} {...cellsLook}>
          {map.cells.map(
            (path, step) => path !== "" && <path key={step} {...lookOf(step, steps)} d={path} />,
          )}
        </g>
        <MapOutlines {...map} />
      </svg>
      <figcaption>
        <b>{words.places.share}</b>
        <MapLegend bounds={map.bounds} />
      </figcaption>
    </figure>
  );
}
