/** One picture of signatures over time: its axes, its first and last value, marks of what happened. */
import { useSite } from "../../pages/site.tsx";
import type { Series } from "../../signatures/time/series.ts";
import { formatDate, formatNumber, formatTick } from "../../words/format.ts";
import { type Kind, shapeOf } from "./scales.ts";

const percent = (at: number) => `${at.toFixed(1)}%`;
const anchorAt = (at: number) => (at < 12 ? "start" : at > 88 ? "end" : "middle");

/** @param marks where something happened, in hundredths, in the order of their legend */
export function Chart(props: { series: Series; kind: Kind; marks: readonly number[] }) {
  const { series, kind, marks } = props;
  const { words, locale } = useSite();
  const t = words.chart;
  const { spans, unit } = series;
  const shape = shapeOf(series, kind);
  const from = formatDate(locale, spans[0]!.from);
  const to = formatDate(locale, spans.at(-1)!.to);
  const title = kind === "total" ? t.total : t.per[unit];
  const days = (Date.parse(spans.at(-1)!.to) - Date.parse(spans[0]!.from)) / 86_400_000;
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div>
        <ol aria-hidden="true">
          {shape.values.toReversed().map((value) => (
            <li key={value}>{formatNumber(locale, value)}</li>
          ))}
        </ol>
        <svg
          {...{ width: "100%", height: "13rem", overflow: "visible", fill: "currentColor" }}
          role="img"
          aria-label={`${title}: ${t.told(from, shape.first, to, shape.last)}`}
        >
          {marks.map((at, index) => (
            <g key={index} className="mark" stroke="currentColor">
              <line
                {...{ x1: percent(at), x2: percent(at), y1: "1.2rem", y2: "11rem" }}
                strokeDasharray="2 3"
              />
              <circle fill="none" cx={percent(at)} cy="0.65rem" r="0.6rem" />
              <text stroke="none" x={percent(at)} y="0.9rem" textAnchor="middle">
                {index + 1}
              </text>
            </g>
          ))}
          <svg y="2.2rem" height="8.8rem" overflow="visible">
            {shape.values.map((value, index) => {
              const y = percent(100 - (100 * index) / (shape.values.length - 1));
              return <line key={value} className="grid" stroke="gray" x2="100%" y1={y} y2={y} />;
            })}
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
              <path className="area" fillOpacity={shape.line ? 0.25 : undefined} d={shape.area} />
              {shape.line && (
                <path
                  {...{ className: "line", fill: "none", stroke: "currentColor", strokeWidth: 2.5 }}
                  vectorEffect="non-scaling-stroke"
                  d={shape.line}
                />
              )}
            </svg>
            <text className="value" y={percent(shape.firstAt)} dy="-0.4em">
              {formatNumber(locale, shape.first)}
            </text>
            <text className="value" x="100%" y={percent(shape.lastAt)} dy="-0.4em" textAnchor="end">
              {formatNumber(locale, shape.last)}
            </text>
          </svg>
          {shape.days.map(({ day, at }) => (
            <text key={at} className="day" x={percent(at)} y="12.3rem" textAnchor={anchorAt(at)}>
              {formatTick(locale, day, days)}
            </text>
          ))}
        </svg>
      </div>
    </figure>
  );
}
