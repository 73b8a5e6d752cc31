/** What stands in a demand's timeline beside its entries: letters that were sent, and what is to come. */
import type { DemandState, Outcome } from "#db/schema.ts";

import { href } from "../../paths.ts";
import { useSite } from "../../pages/site.tsx";
import { formatDate } from "../../words/format.ts";

export interface ShownLetter {
  id: number;
  heading: string;
  /** `YYYY-MM-DD` */
  day: string;
}

/** What has not happened yet, latest first. */
export function ToCome(props: {
  state: DemandState;
  outcome: Outcome;
  letters: readonly ShownLetter[];
  entries: readonly { kind: string }[];
  closesAt: Date | string | null;
}) {
  const { words, locale } = useSite();
  const { state, outcome, letters, entries, closesAt } = props;
  const t = words.course;
  const steps = [
    outcome === "none" && !entries.some(({ kind }) => kind === "answer") && t.answer,
    state === "open" && closesAt !== null && words.demand.closesOn(formatDate(locale, closesAt)),
    state === "open" && letters.length === 0 && t.letter,
  ].filter((step) => step !== false);
  return steps.map((step) => (
    <li key={step} className="to-come">
      <p className="eyebrow">{t.toCome}</p>
      <h3>{step}</h3>
    </li>
  ));
}

export function LetterItem({ letter: { id, heading, day } }: { letter: ShownLetter }) {
  const { words, to, locale } = useSite();
  return (
    <li className="reached">
      <p className="eyebrow">
        <time dateTime={day}>{formatDate(locale, day)}</time>
      </p>
      <h3>
        {words.chart.letter}:{" "}
        <a href={to(href("/letters/:id", { id }))} lang={locale === "en" ? undefined : "en"}>
          {heading}
        </a>
      </h3>
    </li>
  );
}

export function CreatedItem({ day }: { day: string }) {
  const { words, locale } = useSite();
  return (
    <li className="reached">
      <p className="eyebrow">
        <time dateTime={day}>{formatDate(locale, day)}</time>
      </p>
      <h3>{words.course.created}</h3>
    </li>
  );
}
