/** What happened to a demand, marked in its charts: what would stand on each other shares one mark. */
import type { Series } from "../../signatures/time/series.ts";
import { placeOf } from "./scales.ts";

export interface ChartEvent {
  /** `YYYY-MM-DD` */
  day: string;
  text: string;
  /** Of the text, where it is not the page's. */
  lang?: string | undefined;
}

export interface Mark {
  /** In hundredths of the width. */
  at: number;
  events: ChartEvent[];
}

/** Marks nearer than this would hide each other's number on a phone. */
const APART = 7;

/** @param events in any order; those on no day of the series are left out */
export function marksOf(series: Series, events: readonly ChartEvent[]): Mark[] {
  const marks: Mark[] = [];
  for (const event of events.toSorted((a, b) => a.day.localeCompare(b.day))) {
    const at = placeOf(series, event.day);
    if (at === undefined) continue;
    const last = marks.at(-1);
    if (last && at - last.at < APART) last.events.push(event);
    else marks.push({ at, events: [event] });
  }
  return marks;
}
