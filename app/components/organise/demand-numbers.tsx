/** How many have signed each demand, in all and lately, for organisers. */
import { formatNumber } from "../../words/format.ts";
import { Scroll } from "../scroll.tsx";

const n = (value: number) => formatNumber("en", value);

export function DemandNumbers(props: {
  demands: { slug: string; title: string; count: number; day: number }[];
}) {
  return (
    <Scroll label="Signatures">
      <table>
        <thead>
          <tr>
            <th scope="col">Demand</th>
            <th scope="col">Confirmed</th>
            <th scope="col">Last 24 hours</th>
          </tr>
        </thead>
        <tbody>
          {props.demands.map(({ slug, title, count, day }) => (
            <tr key={slug}>
              <th scope="row">
                <a href={`/demands/${slug}`}>{title}</a>
              </th>
              <td>{n(count)}</td>
              <td>{n(day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
