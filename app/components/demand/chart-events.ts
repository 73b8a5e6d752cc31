/** What is marked in a demand's charts: the steps of its life, letters and answers. */
import { nameOf } from "../../demands/life/timeline.ts";
import type { Words } from "../../words/en.ts";
import type { ChartEvent } from "../charts/events.ts";
import type { ShownEntry } from "./timeline.tsx";
import type { ShownLetter } from "./timeline-steps.tsx";

const isMarked = ({ kind }: ShownEntry) =>
  kind !== "update" && kind !== "retired" && kind !== "restored";

export const eventsOf = (
  entries: readonly ShownEntry[],
  letters: readonly ShownLetter[],
  words: Words,
): ChartEvent[] => [
  ...letters.map(({ day }) => ({ day, text: words.chart.letter })),
  ...entries
    .filter(isMarked)
    .map((entry) => ({ day: entry.occurred_on, text: nameOf(entry, words) })),
];
