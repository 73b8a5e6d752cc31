/** An entry of a demand's timeline as the public reads it. */
import type { LocaleCode, Outcome, UpdateKind } from "#db/schema.ts";

import type { Words } from "../../words/en.ts";

export interface TimelineEntry {
  id: number;
  demand_id: number;
  kind: UpdateKind;
  outcome: Outcome | null;
  /** May be empty where its kind says all. */
  subject: string;
  /** Markdown; may be empty there too. */
  body: string;
  /** The language that it is written in: the one asked for, else English. */
  locale: LocaleCode;
  source_url: string | null;
  /** `YYYY-MM-DD` */
  occurred_on: string;
  created_at: Date;
  updated_at: Date;
}

/** Whether it is what programs read as the government's response. */
export const isAnswer = ({ kind, outcome }: Pick<TimelineEntry, "kind" | "outcome">): boolean =>
  kind === "answer" || outcome === "answered";

/** Whether a link leads to Parliament’s own report. */
export const isHansard = (link: string | null | undefined): boolean =>
  link?.startsWith("https://hansard.parliament.uk/") ?? false;

const isOfCommons = (link: string | null | undefined): boolean =>
  /^https:\/\/hansard\.parliament\.uk\/commons\//i.test(link ?? "");

type Named = Pick<TimelineEntry, "kind" | "outcome"> & { source_url?: string | null };

/** What an entry is, in the reader's words. */
export function nameOf({ kind, outcome, source_url }: Named, words: Words): string {
  if (outcome === "presented" && isOfCommons(source_url)) return words.demand.presentedToHouse;
  if (outcome) return words.state[outcome];
  if (kind === "update" || kind === "answer" || kind === "outcome") return words.demand[kind];
  return words.demand.moved[kind];
}

/** Its headline, where one has to stand. */
export const headlineOf = (entry: Named & Pick<TimelineEntry, "subject">, words: Words): string =>
  entry.subject || nameOf(entry, words);
