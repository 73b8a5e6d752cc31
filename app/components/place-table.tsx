/** Places and their numbers as a table of bars. */
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";
import { Table } from "./table.tsx";
import { href } from "../paths.ts";

/** A bar of a hundredth is still seen. */
const LEAST = 1;

interface CountedPlace {
  place: string;
  name: string;
  count: number;
  isConstituency: boolean;
}

export function PlaceTable({ places }: { places: CountedPlace[] }) {
  const { words, to, locale } = useSite();
  if (places.length === 0) return <p className="hint">{words.demand.noPlaces}</p>;
  const most = Math.max(...places.map(({ count }) => count));
  return (
    <Table
      look="bars"
      isHeadUnseen
      rows={places}
      keyOf={({ place }) => place}
      columns={[
        {
          head: words.demand.place,
          names: true,
          cell: ({ place, name, isConstituency }) =>
            isConstituency ? (
              <a href={to(href("/constituencies/:code", { code: place }))}>{name}</a>
            ) : (
              name
            ),
        },
        {
          head: words.places.count,
          cell: ({ count }) => (
            <>
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.max(LEAST, (100 * count) / most)} height="4" />
              </svg>
              <span>{formatNumber(locale, count)}</span>
            </>
          ),
        },
      ]}
    />
  );
}
