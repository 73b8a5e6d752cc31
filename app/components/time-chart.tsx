/** Signatures over time: the growing total as a line, with the days as a table beside it. */
import { useSite } from "../pages/site.tsx";
import { formatDate, formatNumber } from "../words/format.ts";
import { drawnOnce } from "./lists/drawn-once.tsx";

const WIDTH = 600;
const HEIGHT = 160;

interface Day {
  /** `YYYY-MM-DD` */
  day: string;
  count: number;
}

const drawDays = drawnOnce(({ day, count }: Day) => {
  const { locale } = useSite();
  return (
    <tr>
      <th scope="row">{formatDate(locale, day)}</th>
      <td>{formatNumber(locale, count)}</td>
    </tr>
  );
});

export function TimeChart({ days }: { days: readonly Day[] }) {
  const site = useSite();
  const { words, locale } = site;
  if (days.length < 2) return null;
  const first = Date.parse(days[0]!.day);
  const span = Date.parse(days.at(-1)!.day) - first;
  let sum = 0;
  const points = days.map(({ day, count }) => {
    sum += count;
    return { x: ((Date.parse(day) - first) / span) * WIDTH, total: sum };
  });
  const line = points
    .map(({ x, total }) => `${x.toFixed(1)},${(HEIGHT - (total / sum) * HEIGHT).toFixed(1)}`)
    .join(" ");
  return (
    <section className="time-chart">
      <h2>{words.demand.time}</h2>
      <svg viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} aria-hidden="true" preserveAspectRatio="none">
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        <polyline points={line} vectorEffect="non-scaling-stroke" />
      </svg>
      <details>
        <summary>
          {formatDate(locale, days[0]!.day)} – {formatDate(locale, days.at(-1)!.day)}
        </summary>
        <table>
          <tbody dangerouslySetInnerHTML={drawDays(site, days)} />
        </table>
      </details>
    </section>
  );
}
