/** Beside a list of constituencies: where they lie, and the regions as a way to a part of the list. */
import { useSite } from "../../pages/site.tsx";
import { RegionName } from "../text/known.tsx";
import { HexMap, type HexMapProps } from "./hex-map.tsx";
import { type RegionRow, RegionTable } from "./region-table.tsx";

export function MapSide(
  props: HexMapProps & {
    /** The only one that is shown. */
    region: string | undefined;
    regions: readonly RegionRow[];
    /** The map as a picture. */
    file: string;
  },
) {
  const { region, regions, file, ...map } = props;
  const { words, to } = useSite();
  return (
    <div className="map-side">
      {region && (
        <p>
          <b>
            <RegionName of={region} />
          </b>{" "}
          <a href={to(map.list)}>{words.map.whole}</a>
        </p>
      )}
      <HexMap {...map} />
      {!region && (
        <p className="hint">
          <a href={file}>{words.map.file}</a>
        </p>
      )}
      {regions.length > 0 && (
        <>
          <h2>{words.map.regions}</h2>
          <RegionTable regions={regions} list={map.list} />
        </>
      )}
    </div>
  );
}
