/** Signatures over time, from the start and of the last 30 days: pictures, what happened meanwhile, a table. */
import { useSite } from "../pages/site.tsx";
import type { Series } from "../signatures/time/series.ts";
import { formatDate } from "../words/format.ts";
import { Chart } from "./charts/chart.tsx";
import { type ChartEvent, marksOf } from "./charts/events.ts";
import { SeriesTable } from "./charts/series-table.tsx";
import { drawnOnce } from "./lists/drawn-once.tsx";

/** As many as a dozen demands have in every language. */
const drawPeriods = drawnOnce(Period, 100);

export interface TimeChartProps {
  /** From the start; undefined before there is a second day. */
  since: Series | undefined;
  /** Of the last 30 days; undefined while that is all. */
  month: Series | undefined;
  events: readonly ChartEvent[];
}

export function TimeChart({ since, month, events }: TimeChartProps) {
  const site = useSite();
  const { words } = site;
  const t = words.chart;
  if (!since) return null;
  return (
    <section className="time-chart">
      <h2>{words.demand.time}</h2>
      {month && (
        <fieldset className="tabs">
          <legend className="unseen">{t.period}</legend>
          <label>
            <input type="radio" name="period" id="period-since" defaultChecked />
            {t.since}
          </label>
          <label>
            <input type="radio" name="period" id="period-month" />
            {t.month}
          </label>
        </fieldset>
      )}
      <div
        className="since"
        dangerouslySetInnerHTML={drawPeriods(site, [{ series: since, events }])}
      />
      {month && (
        <div
          className="month"
          dangerouslySetInnerHTML={drawPeriods(site, [{ series: month, events }])}
        />
      )}
    </section>
  );
}

function Period({ series, events }: { series: Series; events: readonly ChartEvent[] }) {
  const { words, locale } = useSite();
  const marks = marksOf(series, events);
  const places = marks.map(({ at }) => at);
  return (
    <>
      <Chart series={series} kind="total" marks={places} />
      <Chart series={series} kind="new" marks={places} />
      {marks.length > 0 && (
        <>
          <p className="hint">{words.chart.events}</p>
          <ol className="events">
            {marks.map((mark) => (
              <li key={mark.at}>
                {mark.events.map(({ day, text, lang }, index) => (
                  <p key={index}>
                    <time dateTime={day}>{formatDate(locale, day)}</time>:{" "}
                    <span lang={lang}>{text}</span>
                  </p>
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
      <SeriesTable series={series} />
    </>
  );
}
