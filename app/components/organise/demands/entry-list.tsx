/** A demand's timeline for organisers: what each entry lacks, and the way to change it. */
import type { LocaleCode } from "#db/schema.ts";

import { type Entry, isWritten } from "../../../demands/life/entry.ts";
import { headlineOf, nameOf } from "../../../demands/life/timeline.ts";
import { en } from "../../../words/en.ts";
import { formatDate } from "../../../words/format.ts";
import { lifeWords as t } from "../../../words/organise/demand-life.ts";
import { languageNames } from "../../../words/organise/demands.ts";
import { updateWords } from "../../../words/organise/updates.ts";
import { href } from "../../../paths.ts";
import { DeedButton } from "../organise-page.tsx";

/** @param props.languages that the demand has */
export function EntryList(props: {
  demandId: number;
  slug: string;
  entries: readonly Entry[];
  languages: readonly LocaleCode[];
  mayChange: boolean;
}) {
  const { demandId, slug, entries, languages, mayChange } = props;
  return (
    <ol className="timeline">
      {entries.map((entry) => {
        const { id, kind, outcome, english, others, occurredOn, sourceUrl } = entry;
        const headline = headlineOf({ kind, outcome, subject: english.subject }, en);
        const name = nameOf(entry, en);
        const isBare = english.subject + english.body === "";
        const missing = isBare ? [] : languages.filter((one) => one !== "en" && !others[one]);
        return (
          <li key={id} className={kind === "update" || kind === "answer" ? undefined : "reached"}>
            <p className="eyebrow">
              <time dateTime={occurredOn}>{formatDate("en", occurredOn)}</time>
              {name !== headline && ` · ${name}`}
            </p>
            <p>
              <b>{headline}</b>
              {sourceUrl && (
                <>
                  {" · "}
                  <a href={sourceUrl} rel="noreferrer">
                    {en.demand.source}
                  </a>
                </>
              )}
            </p>
            {english.body && <p className="prose entry-text">{english.body}</p>}
            <p className="hint">
              {missing.length > 0 && (
                <>
                  {t.entryMissing(missing.map((one) => languageNames[one]).join(", "))}
                  {mayChange && <br />}
                </>
              )}
              {mayChange && (
                <a
                  href={href("/organise/demands/:id/timeline/:entry", { id: demandId, entry: id })}
                  aria-label={t.editThis(headline)}
                >
                  {t.edit}
                </a>
              )}
              {mayChange && isWritten(kind) && (
                <>
                  {" · "}
                  <a href={`${href("/organise/updates/new")}?demand=${slug}&entry=${id}`}>
                    {updateWords.fromEntry}
                  </a>
                </>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** What was taken off, each with a button that puts it back. */
export function RemovedEntries(props: {
  demandId: number;
  entries: readonly Entry[];
  mayChange: boolean;
}) {
  const { demandId, entries, mayChange } = props;
  if (entries.length === 0) return null;
  return (
    <>
      <h3>{t.removed}</h3>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            {formatDate("en", entry.occurredOn)}:{" "}
            {headlineOf({ ...entry, subject: entry.english.subject }, en)}
            {mayChange && (
              <DeedButton
                action={href("/organise/demands/:id/life", { id: demandId })}
                intent="put-back"
                className="quiet"
                fields={{ entry: String(entry.id) }}
              >
                {t.putBack}
              </DeedButton>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
