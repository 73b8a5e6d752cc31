/** The numbers of a chart, newest first. */
import { useSite } from "../../pages/site.tsx";
import type { Series, Span } from "../../signatures/time/series.ts";
import { formatDays, formatNumber } from "../../words/format.ts";
import { drawnOnce } from "../lists/drawn-once.tsx";

const drawSpans = drawnOnce(({ from, to, count, total }: Span) => {
  const { locale } = useSite();
  return (
    <tr>
      <th scope="row">{formatDays(locale, from, to)}</th>
      <td className="number">{formatNumber(locale, count)}</td>
      <td className="number">{formatNumber(locale, total)}</td>
    </tr>
  );
});

export function SeriesTable({ series }: { series: Series }) {
  const site = useSite();
  const t = site.words.chart;
  return (
    <details>
      <summary>{t.numbers}</summary>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">{t.days}</th>
            <th scope="col" className="number">
              {t.new}
            </th>
            <th scope="col" className="number">
              {t.total}
            </th>
          </tr>
        </thead>
        <tbody dangerouslySetInnerHTML={drawSpans(site, series.spans.toReversed())} />
      </table>
    </details>
  );
}
