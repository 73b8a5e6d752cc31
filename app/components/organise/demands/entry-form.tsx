/** The form that an entry of a timeline is written and changed with. */
import type { LocaleCode, UpdateKind } from "#db/schema.ts";

import {
  entryFields,
  type EntryProblems,
  type TypedEntry,
} from "../../../demands/life/entry-form.ts";
import { isStep, writtenKinds } from "../../../demands/life/entry.ts";
import { entryWords as t, lifeFormWords } from "../../../words/organise/demand-life.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { CheckField, FieldSet } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../stale-record.tsx";
import { DateField, LinkField } from "./deed-fields.tsx";
import { EntryWordsFields } from "./entry-words-fields.tsx";

/** @param props.kind of the entry that is changed; none for a new one */
export function EntryForm(props: {
  action: string;
  kind: UpdateKind | undefined;
  languages: readonly LocaleCode[];
  today: string;
  version?: string;
  stale?: StaleRecord | undefined;
  typed: TypedEntry;
  problems: EntryProblems;
}) {
  const { action, kind, languages, today, version, stale, typed, problems } = props;
  const fields = entryFields(kind);
  const has = (name: string) => fields.includes(name);
  return (
    <form method="post" action={action} noValidate>
      {stale && <StaleRecordNotice {...stale} here={action} />}
      {version !== undefined && <HiddenFields fields={{ version }} />}
      <ErrorSummary title={t.notKept} problems={problems} note={formWords.kept} />
      {has("kind") && (
        <FieldSet name="kind" legend={t.kind} problem={problems.kind}>
          <p className="hint">{t.kindHint}</p>
          {writtenKinds.map((one) => (
            <CheckField
              key={one}
              id={`kind-${one}`}
              name="kind"
              value={one}
              kind="radio"
              checked={typed.kind === one}
            >
              {t.kinds[one]}
            </CheckField>
          ))}
        </FieldSet>
      )}
      {has("occurred_on") && <DateField today={today} typed={typed} problems={problems} />}
      <LinkField typed={typed} problems={problems} />
      <EntryWordsFields
        subject={has("subject")}
        languages={languages}
        typed={typed}
        problems={problems}
      />
      <div className="together">
        <button>{t.keep}</button>
        {kind !== undefined && !isStep(kind) && (
          <button name="intent" value="remove" className="quiet" aria-describedby="remove-hint">
            {t.remove}
          </button>
        )}
        <a href={action.replace(/\/timeline\/[^/]+$/, "/life")}>{lifeFormWords.back}</a>
      </div>
      {kind !== undefined && !isStep(kind) && (
        <p className="hint" id="remove-hint">
          {t.removeHint}
        </p>
      )}
    </form>
  );
}
