/** How far a demand has come and what became of it: one timeline, newest first. */
import type { DemandState, LocaleCode, Outcome } from "#db/schema.ts";

import { nameOf, type TimelineEntry } from "../../demands/life/timeline.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";
import { Heading } from "../text/heading.tsx";

export interface ShownEntry extends Pick<
  TimelineEntry,
  "id" | "kind" | "outcome" | "subject" | "source_url" | "occurred_on"
> {
  html: string;
  /** The language of its text, where it is not the page's. */
  lang: LocaleCode | undefined;
}

export function Timeline(props: {
  state: DemandState;
  outcome: Outcome;
  entries: readonly ShownEntry[];
}) {
  const { state, outcome, entries } = props;
  const { words } = useSite();
  const t = words.demand;
  return (
    <section className="history">
      <h2>{t.history}</h2>
      <p>
        <span className="unseen">{t.now}: </span>
        <span className="tag">{words.state[state === "closed" ? "closed" : "open"]}</span>{" "}
        <span className="tag">{words.state[outcome]}</span>
      </p>
      {entries.length > 0 && (
        <ol className="timeline">
          {entries.map((entry) => (
            <TimelineItem key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

function TimelineItem({ entry }: { entry: ShownEntry }) {
  const { words, locale } = useSite();
  const { kind, outcome, subject, html, lang, source_url, occurred_on } = entry;
  const isNote = kind === "update" || kind === "answer";
  const name = nameOf({ kind, outcome }, words);
  return (
    <li className={isNote ? undefined : "reached"}>
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
            {words.demand.source}
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
