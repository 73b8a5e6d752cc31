/** Where things stand in a chart, in hundredths of its width and height, and the round values beside it. */
import { max } from "d3-array";
import { scaleLinear, scaleUtc } from "d3-scale";
import { area, line } from "d3-shape";

import { DAY, type Series } from "../../signatures/time/series.ts";

export type Kind = "total" | "new";

export interface Shape {
  /** Filled. */
  area: string;
  /** Above it; "" for bars. */
  line: string;
  /** Round, evenly apart, from 0 to the top. */
  values: number[];
  /** Round days, with where they stand. */
  days: { day: Date; at: number }[];
  first: number;
  last: number;
  /** How high they stand, from the top. */
  firstAt: number;
  lastAt: number;
}

/** Of days, below a picture on a phone. */
const MOST_LABELS = 3;

const startOf = ({ spans }: Series) => Date.parse(spans[0]!.from);
const endOf = ({ spans }: Series) => Date.parse(spans.at(-1)!.to) + DAY;
const timesOf = (series: Series) => scaleUtc([startOf(series), endOf(series)], [0, 100]);

/** Where the middle of a day stands; undefined for one that is not shown. */
export function placeOf(series: Series, day: string): number | undefined {
  const time = Date.parse(day);
  if (time < startOf(series) || time >= endOf(series)) return undefined;
  return timesOf(series)(time + DAY / 2);
}

/** What is drawn of it: the growing total as an area, or what was new as bars. */
export function shapeOf(series: Series, kind: Kind): Shape {
  const { spans, before } = series;
  const times = timesOf(series);
  const most = max(spans, (span) => (kind === "total" ? span.total : span.count)) ?? 0;
  const heights = scaleLinear([0, Math.max(1, most)], [100, 0]).nice(4);
  const values = heights.ticks(4).filter(Number.isInteger);
  const days = times
    .ticks(3)
    .filter((day) => day.getTime() % DAY === 0)
    .map((day) => ({ day, at: times(day) }))
    .filter((_, index, all) => index % Math.ceil(all.length / MOST_LABELS) === 0);
  const ends = { values, days };
  if (kind === "total") {
    const points: [number, number][] = [
      [0, heights(before)],
      ...spans.map(({ to, total }): [number, number] => [
        times(Date.parse(to) + DAY),
        heights(total),
      ]),
    ];
    const last = spans.at(-1)!.total;
    return {
      ...ends,
      area: area().y0(100).digits(1)(points)!,
      line: line().digits(1)(points)!,
      ...{ first: before, firstAt: heights(before), last, lastAt: heights(last) },
    };
  }
  const bars = spans.map(({ from, to, count }) => {
    const start = times(Date.parse(from));
    const width = 0.8 * (times(Date.parse(to) + DAY) - start);
    const top = heights(count);
    return count > 0 ? `M${start.toFixed(2)} 100V${top.toFixed(1)}h${width.toFixed(2)}V100z` : "";
  });
  const [first, last] = [spans[0]!.count, spans.at(-1)!.count];
  return {
    ...ends,
    area: bars.join(""),
    line: "",
    ...{ first, firstAt: heights(first), last, lastAt: heights(last) },
  };
}
