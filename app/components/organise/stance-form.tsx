/** What a member answered to each demand, and the form that records it; nothing of it has a default. */
import type { StanceKind } from "#db/schema.ts";

import { stanceKinds, type StanceProblems, type TypedStance } from "../../answers/stance.ts";
import { en } from "../../words/en.ts";
import { formWords, memberWords } from "../../words/organise-forms.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { Field, Options } from "../field.tsx";
import { Cited } from "../cited.tsx";
import { HiddenFields } from "./organise-page.tsx";
import { type StaleRecord, StaleRecordNotice } from "./stale-record.tsx";

const names = en.members.stances;

interface AskedDemand {
  slug: string;
  title: string;
  /** Null where nothing is recorded, as is the rest. */
  stance: StanceKind | null;
  quote: string | null;
  source: string | null;
  statedOn: string | null;
}

export function RecordedAnswers({ demands }: { demands: AskedDemand[] }) {
  return (
    <ul>
      {demands.map(({ slug, title, stance, quote, source, statedOn }) => (
        <li key={slug}>
          <b>{title}</b>: {stance ? `${names[stance]}, ${statedOn}` : "nothing is recorded"}
          {quote && <blockquote>{quote}</blockquote>}
          {source && (
            <span className="hint">
              {" · "}
              <Cited source={source} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** @param props.version of all the answers that the page shows */
export function StanceForm(props: {
  action: string;
  version: string;
  stale?: StaleRecord;
  demands: { slug: string; title: string }[];
  today: string;
  typed: Partial<TypedStance>;
  problems: StanceProblems;
}) {
  const { action, version, stale, demands, today, typed, problems } = props;
  return (
    <form method="post" action={action} noValidate>
      <h2>Record an answer</h2>
      <p className="hint">It is shown in public at once, and replaces the one before.</p>
      {stale && <StaleRecordNotice {...stale} here={action} />}
      <HiddenFields fields={{ version }} />
      <ErrorSummary title={memberWords.stanceNotKept} problems={problems} note={formWords.kept} />
      <Field name="demand" label="Demand" problem={problems.demand}>
        <select required defaultValue={typed.demand}>
          <option value="">Choose…</option>
          <Options of={demands.map(({ slug, title }) => ({ value: slug, label: title }))} />
        </select>
      </Field>
      <Field name="stance" label={memberWords.stanceLabel} problem={problems.stance}>
        <select required defaultValue={typed.stance}>
          <option value="">Choose…</option>
          <Options of={stanceKinds.map((kind) => ({ value: kind, label: names[kind] }))} />
        </select>
      </Field>
      <Field name="date" label={memberWords.dateLabel} problem={problems.date}>
        <input type="date" max={today} required defaultValue={typed.date ?? today} />
      </Field>
      <Field name="quote" label={memberWords.quoteLabel} problem={problems.quote}>
        {<textarea rows={4} defaultValue={typed.quote} />}
      </Field>
      <Field
        name="source"
        label={memberWords.sourceLabel}
        hint="An address on the web, or such as “letter of 3 May”."
        problem={problems.source}
      >
        <input defaultValue={typed.source} />
      </Field>
      <button name="intent" value="stance">
        Keep the answer
      </button>
    </form>
  );
}
