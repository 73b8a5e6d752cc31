/** What a member answered to each demand, and the form that records it; nothing of it has a default. */
import type { StanceKind } from "#db/schema.ts";

import { stanceKinds, type StanceProblems, type TypedStance } from "../../../answers/stance.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { formatDate } from "../../../words/format.ts";
import { formWords, memberWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field, Options } from "../../field.tsx";
import { Cited } from "../../cited.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../stale-record.tsx";

const names = en.members.stances;

/** An answer as organisers see it. */
export interface KeptAnswer {
  id: number;
  stance: StanceKind;
  quote: string;
  source: string;
  statedOn: string;
  correctedAt: Date | null;
  /** Of one that the office gave by its link. */
  givenId: number | null;
}

/** @param props.answers newest first: the first one stands */
export function RecordedAnswers(props: {
  memberId: number;
  demands: { slug: string; title: string; answers: KeptAnswer[] }[];
  mayChange: boolean;
}) {
  const { memberId, demands, mayChange } = props;
  return (
    <ul className="entries">
      {demands.map(({ slug, title, answers: [standing, ...earlier] }) => (
        <li key={slug}>
          <b>{title}</b>
          <br />
          {standing ? (
            <RecordedAnswer memberId={memberId} answer={standing} mayChange={mayChange} />
          ) : (
            memberWords.nothing
          )}
          {earlier.length > 0 && (
            <>
              <p className="hint">{memberWords.earlier}</p>
              <ul>
                {earlier.map((answer) => (
                  <li key={answer.id}>
                    <RecordedAnswer memberId={memberId} answer={answer} mayChange={mayChange} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function RecordedAnswer(props: { memberId: number; answer: KeptAnswer; mayChange: boolean }) {
  const { memberId, answer, mayChange } = props;
  const { id, stance, quote, source, statedOn, correctedAt, givenId } = answer;
  const said = `${names[stance]}, ${formatDate("en", statedOn)}`;
  return (
    <>
      {said}
      {correctedAt && `, ${memberWords.corrected}`}
      {quote && <blockquote>{quote}</blockquote>}
      <span className="hint">
        {source && (
          <>
            {!quote && " · "}
            <Cited source={source} />
          </>
        )}
        {givenId !== null &&
          (mayChange ? (
            <a href={href("/organise/answers/:id", { id: givenId })}>{memberWords.byLink}</a>
          ) : (
            memberWords.byLink
          ))}
        {mayChange && givenId === null && (
          <>
            {(source || !quote) && " · "}
            <a
              href={href("/organise/members/:id/answers/:answer", { id: memberId, answer: id })}
              aria-label={memberWords.correctThis(said)}
            >
              {memberWords.correct}
            </a>
          </>
        )}
      </span>
    </>
  );
}

/** @param props.version of what stands of each demand, or of the answer that is corrected */
export function StanceForm(props: {
  action: string;
  hint: string;
  button: string;
  version: string;
  stale?: StaleRecord;
  demands: { slug: string; title: string }[];
  today: string;
  typed: Partial<TypedStance>;
  problems: StanceProblems;
  /** The email that it is recorded from. */
  mail?: number | undefined;
}) {
  const { action, hint, button, version, stale, demands, today, typed, problems, mail } = props;
  return (
    <form method="post" action={action} noValidate>
      <p className="hint">{hint}</p>
      {stale && <StaleRecordNotice {...stale} here={action} />}
      <HiddenFields fields={{ version, ...(mail !== undefined && { mail: String(mail) }) }} />
      <ErrorSummary title={memberWords.stanceNotKept} problems={problems} note={formWords.kept} />
      <Field name="demand" label={memberWords.demandLabel} problem={problems.demand}>
        <select required defaultValue={typed.demand}>
          <option value="">{memberWords.choose}</option>
          <Options of={demands.map(({ slug, title }) => ({ value: slug, label: title }))} />
        </select>
      </Field>
      <Field name="stance" label={memberWords.stanceLabel} problem={problems.stance}>
        <select required defaultValue={typed.stance}>
          <option value="">{memberWords.choose}</option>
          <Options of={stanceKinds.map((kind) => ({ value: kind, label: names[kind] }))} />
        </select>
      </Field>
      <Field name="date" label={memberWords.dateLabel} problem={problems.date}>
        <input type="date" max={today} required defaultValue={typed.date} />
      </Field>
      <Field name="quote" label={memberWords.quoteLabel} problem={problems.quote}>
        {<textarea className="few-lines" defaultValue={typed.quote} />}
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
        {button}
      </button>
    </form>
  );
}
