/** Places and their numbers as a table. */
import type { NamedPlace } from "../signatures/name-places.server.ts";
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";

export function PlaceTable({ places }: { places: NamedPlace[] }) {
  const { words, to, locale } = useSite();
  if (places.length === 0) return <p className="hint">{words.demand.noPlaces}</p>;
  const most = Math.max(...places.map(({ count }) => count));
  return (
    <table className="bars">
      <thead className="unseen">
        <tr>
          <th scope="col">{words.demand.place}</th>
          <th scope="col">{words.places.count}</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ place, name, count, isConstituency }) => (
          <tr key={place}>
            <th scope="row">
              {isConstituency ? <a href={to(`/constituencies/${place}`)}>{name}</a> : name}
            </th>
            <td>
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / most} height="4" />
              </svg>
              <span>{formatNumber(locale, count)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
