/** A constituency's number, as the first thing on a page. */
import { useSite } from "../pages/site.tsx";
import { SHOWN_FROM } from "../places/shown.ts";
import { ShownCount } from "./count.tsx";

/** @param props.count null where it is too small to be shown */
export function PlaceFigure({ count }: { count: number | null }) {
  const { words } = useSite();
  return (
    <p className="place-figure">
      <strong>
        <ShownCount count={count} />
      </strong>{" "}
      {words.count.word(count ?? SHOWN_FROM)} {words.places.here}
    </p>
  );
}
