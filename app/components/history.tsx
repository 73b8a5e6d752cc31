/** What became of a demand: dated notes in English, newest first. */
import type { Outcome } from "#db/schema.ts";

import { useSite } from "../pages/site.tsx";
import { formatDate } from "../words/format.ts";
import { Heading } from "./text/heading.tsx";

interface ShownUpdate {
  id: number;
  kind: "update" | "outcome" | "answer";
  outcome: Outcome | null;
  subject: string;
  html: string;
  source_url: string | null;
  occurred_on: string;
}

export function History({ updates }: { updates: ShownUpdate[] }) {
  const { words, locale } = useSite();
  if (updates.length === 0) return null;
  return (
    <section className="history">
      <h2>{words.demand.history}</h2>
      <ol>
        {updates.map((update) => (
          <li key={update.id}>
            <p className="eyebrow">
              <time dateTime={update.occurred_on}>{formatDate(locale, update.occurred_on)}</time>
              {" · "}
              {update.outcome ? words.state[update.outcome] : words.demand[update.kind]}
            </p>
            <Heading level="h3" text={update.subject} lang="en" />
            <div className="prose" lang="en" dangerouslySetInnerHTML={{ __html: update.html }} />
            {update.source_url && (
              <p>
                <a href={update.source_url} rel="noreferrer">
                  {words.demand.source}
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
