/** How far a demand has come and what became of it: one timeline, what is to come first, then newest first. */
import type { DemandState, LocaleCode, Outcome } from "#db/schema.ts";

import { isHansard, nameOf, type TimelineEntry } from "../../demands/life/timeline.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { Heading } from "../text/heading.tsx";
import { CreatedItem, LetterItem, type ShownLetter, ToCome } from "./timeline-steps.tsx";

export interface ShownEntry extends Pick<
  TimelineEntry,
  "id" | "kind" | "outcome" | "subject" | "source_url" | "occurred_on"
> {
  html: string;
  /** The language of its text, where it is not the page's. */
  lang: LocaleCode | undefined;
}

export interface TimelineProps {
  state: DemandState;
  outcome: Outcome;
  /** Newest first, as the letters. */
  entries: readonly ShownEntry[];
  letters: readonly ShownLetter[];
  /** When it was written; undefined where it was opened that very day. */
  created: string | undefined;
  closesAt: Date | string | null;
}

export function Timeline(props: TimelineProps) {
  const { state, outcome, entries, letters, created } = props;
  const { words } = useSite();
  const t = words.demand;
  const past = [
    ...letters.map((letter) => ({ day: letter.day, letter })),
    ...entries.map((entry) => ({ day: entry.occurred_on, entry })),
    ...(created ? [{ day: created }] : []),
  ].toSorted((a, b) => b.day.localeCompare(a.day));
  return (
    <section className="history">
      <h2>{t.history}</h2>
      <p>
        <span className="unseen">{t.now}: </span>
        <span className="tag">{words.state[state === "closed" ? "closed" : "open"]}</span>{" "}
        <span className="tag">{words.state[outcome]}</span>
      </p>
      <ol className="timeline">
        <ToCome {...props} />
        {past.map((one) =>
          "entry" in one ? (
            <TimelineItem key={`entry-${one.entry.id}`} entry={one.entry} />
          ) : "letter" in one ? (
            <LetterItem key={`letter-${one.letter.id}`} letter={one.letter} />
          ) : (
            <CreatedItem key="created" day={one.day} />
          ),
        )}
      </ol>
    </section>
  );
}

function TimelineItem({ entry }: { entry: ShownEntry }) {
  const { words, locale } = useSite();
  const { kind, subject, html, lang, source_url, occurred_on } = entry;
  const isNote = kind === "update" || kind === "answer";
  const name = nameOf(entry, words);
  return (
    <li className={kind === "update" ? undefined : "reached"}>
      <p className="eyebrow">
        <time dateTime={occurred_on}>{formatDate(locale, occurred_on)}</time>
        {isNote && ` · ${name}`}
      </p>
      {isNote ? (
        <Heading level="h3" text={subject} lang={lang} />
      ) : (
        <h3>{subject === "" ? name : <NamedStep name={name} subject={subject} lang={lang} />}</h3>
      )}
      {html !== "" && (
        <div className="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
      )}
      {lang && <p className="hint">{words.demand.entryUntranslated}</p>}
      {source_url && (
        <p>
          <a href={source_url} rel="noreferrer">
            {isHansard(source_url) ? "Hansard" : words.demand.source}
          </a>
        </p>
      )}
    </li>
  );
}

function NamedStep(props: { name: string; subject: string; lang: string | undefined }) {
  const { name, subject, lang } = props;
  return (
    <>
      {name}: <span lang={lang}>{subject}</span>
    </>
  );
}
