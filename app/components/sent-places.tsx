/** The totals by constituency as they were sent; small ones are not shown. */
import type { SentDemand, SentPlace } from "../letters/sent-totals.ts";
import { useSite } from "../pages/site.tsx";
import { formatNumber } from "../words/format.ts";
import { Scroll } from "./scroll.tsx";

export function SentPlaces(props: {
  letterId: number;
  demands: SentDemand[];
  places: SentPlace[];
}) {
  const { letterId, demands, places } = props;
  const { words, to, locale } = useSite();
  if (places.length === 0) return <p className="hint">{words.demand.noPlaces}</p>;
  return (
    <Scroll label={words.letters.byPlace}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">{words.members.constituency}</th>
            {demands.map(({ id, title }) => (
              <th scope="col" key={id}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ code, name, counts }) => (
            <tr key={code}>
              <th scope="row">
                <a href={to(`/letters/${letterId}?constituency=${code}`)}>{name}</a>
              </th>
              {counts.map((count, index) => (
                <td key={demands[index]!.id}>
                  {count === null ? words.count.fewer : formatNumber(locale, count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
