/** Where a demand's signatures come from: its map, the constituencies with the largest shares, other places. */
import { href } from "../../paths.ts";
import { useSite } from "../../pages/site.tsx";
import type { DrawnMap } from "../../places/map/drawn-map.ts";
import { PlainMap } from "../lists/plain-map.tsx";
import { type Elsewhere, ElsewhereTable, type SeatShare, SeatShares } from "../place-table.tsx";

export interface DemandPlacesProps {
  slug: string;
  /** Undefined where nothing can be shown on it. */
  map: DrawnMap | undefined;
  /** The first by share, and how many there are. */
  seats: readonly SeatShare[];
  allSeats: number;
  elsewhere: readonly Elsewhere[];
  corrections: number;
}

export function DemandPlaces(props: DemandPlacesProps) {
  const { slug, map, seats, allSeats, elsewhere, corrections } = props;
  const { words, to } = useSite();
  const t = words.demand;
  const isAny = seats.length + elsewhere.length > 0;
  return (
    <>
      <h2>{t.places}</h2>
      {map && <PlainMap map={map} label={words.map.ofDemand(allSeats)} />}
      {seats.length > 0 && <SeatShares seats={seats} most={seats[0]!.share ?? 1} />}
      {isAny ? (
        <p>
          <a href={to(href("/demands/:slug/places", { slug }))}>{words.map.all}</a>
        </p>
      ) : (
        <p className="hint">{t.noPlaces}</p>
      )}
      {elsewhere.length > 0 && <ElsewhereTable places={elsewhere} />}
      {corrections > 0 && <p className="hint">{t.corrections(corrections)}</p>}
    </>
  );
}
