/** Signatures over time as a picture shows them: spans of days, weeks or months without gaps. */
import { sum } from "d3-array";

export type Unit = "day" | "week" | "month";

export interface Day {
  /** Of the legislature, `YYYY-MM-DD`. */
  day: string;
  count: number;
}

export interface Span {
  /** Its first and its last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** New in it. */
  count: number;
  /** All up to its end. */
  total: number;
}

export interface Series {
  unit: Unit;
  /** All before its first day. */
  before: number;
  /** Oldest first, at least one. */
  spans: Span[];
}

export const DAY = 86_400_000;
const dayAt = (time: number) => new Date(time).toISOString().slice(0, 10);

/** So many days are shown one by one, and so many by weeks. */
const MOST_DAYS = 45;
const MOST_WEEKS = 60 * 7;

const unitFor = (days: number): Unit =>
  days <= MOST_DAYS ? "day" : days <= MOST_WEEKS ? "week" : "month";

/** The last day of the span that begins on a day. */
function endOf(from: number, unit: Unit): number {
  if (unit === "day") return from;
  if (unit === "week") return from + 6 * DAY;
  const day = new Date(from);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0);
}

/**
 * @param days with their signatures, oldest first; what is missing had none
 * @param from the first day that is shown, `YYYY-MM-DD`
 * @param to the last one, not before it
 */
export function seriesOf(days: readonly Day[], from: string, to: string): Series {
  const last = Date.parse(to);
  const unit = unitFor((last - Date.parse(from)) / DAY + 1);
  const before = sum(days, ({ day, count }) => (day < from ? count : 0));
  const spans: Span[] = [];
  let total = before;
  let next = days.findIndex(({ day }) => day >= from);
  if (next < 0) next = days.length;
  for (let at = Date.parse(from); at <= last; at = Date.parse(spans.at(-1)!.to) + DAY) {
    const end = dayAt(Math.min(last, endOf(at, unit)));
    let count = 0;
    for (; next < days.length && days[next]!.day <= end; next++) count += days[next]!.count;
    total += count;
    spans.push({ from: dayAt(at), to: end, count, total });
  }
  return { unit, before, spans };
}

/** The day so many days before another, both `YYYY-MM-DD`. */
export const daysBefore = (day: string, days: number): string =>
  dayAt(Date.parse(day) - days * DAY);
