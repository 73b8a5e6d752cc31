/** The form that a letter is written with; everything typed is kept, an error says what to do. */
import { fields } from "../../../letters/text/fields.ts";
import { BODY_MAX, PER_HOUR_MAX, SUBJECT_MAX } from "../../../letters/letter.ts";
import type { LetterChoices, LetterProblems, TypedLetter } from "../../../letters/letter-form.ts";
import { SHOWN_FROM } from "../../../places/shown.ts";
import { formWords, letterWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { CheckField, Field, FieldSet } from "../../field.tsx";
import { AudienceFields } from "./audience-fields.tsx";
import { CopyPreview, type ShownPreview } from "./copy-preview.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

export interface LetterFormProps {
  action: string;
  typed: TypedLetter;
  problems: LetterProblems;
  choices: LetterChoices;
  /** Of the draft that is changed; undefined for a new one. */
  version?: string | undefined;
  /** What is looked for among the members. */
  find: { member: string; except: string };
  /** A member's copy of it. */
  preview: ShownPreview;
}

/** Buttons elsewhere on the page send the form by this id. */
export const LETTER_FORM = "letter-form";

/** @param props.keep what the button that keeps it says */
export function LetterForm(props: LetterFormProps & { keep?: string }) {
  const { action, typed, problems, choices, version, find, preview } = props;
  const { keep = "Keep the draft" } = props;
  return (
    <form
      method="post"
      action={action}
      noValidate
      id={LETTER_FORM}
      className="composer"
      data-live="show"
      data-part="preview member-list except-list"
    >
      <div className="written">
        {version !== undefined && <HiddenFields fields={{ version }} />}
        <ErrorSummary title={letterWords.notKept} problems={problems} note={formWords.kept} />
        <FieldSet name="demand" legend="Which demands is it about?" problem={problems.demand}>
          {choices.demands.map(({ slug, title }) => (
            <CheckField
              key={slug}
              id={`demand-${slug}`}
              name="demand"
              value={slug}
              checked={typed.demand.includes(slug)}
            >
              {title}
            </CheckField>
          ))}
        </FieldSet>
        <Field
          name="subject"
          label="Subject"
          hint="Under the subject of an earlier letter a copy arrives in the same thread. Any other subject begins a new one."
          problem={problems.subject}
        >
          <input required maxLength={SUBJECT_MAX} defaultValue={typed.subject} />
        </Field>
        <Field
          name="body"
          label="The letter"
          hint="A blank line begins a paragraph, “- ” an item of a list, **two stars** make bold."
          problem={problems.body}
        >
          {<textarea rows={18} required maxLength={BODY_MAX} defaultValue={typed.body} />}
        </Field>
        <FieldList />
        <AudienceFields {...{ typed, problems, choices, find }} />
        <FieldSet legend="How fast?">
          <Field
            name="per_hour"
            label="Copies an hour"
            hint="60 an hour reach 650 members in about 11 hours."
            problem={problems.per_hour}
          >
            <input
              type="number"
              min={1}
              max={PER_HOUR_MAX}
              className="short"
              defaultValue={typed.per_hour}
            />
          </Field>
          <Field name="window" label="When" problem={problems.window}>
            <select defaultValue={typed.window}>
              <option value="any">At any time</option>
              <option value="office-hours">Monday to Friday, 9:00 to 17:00</option>
            </select>
          </Field>
        </FieldSet>
        <p className="together">
          <button type="submit">{keep}</button>
        </p>
      </div>
      <CopyPreview preview={preview} members={choices.members} />
    </form>
  );
}

function FieldList() {
  return (
    <details>
      <summary>Fields that are filled in for each member</summary>
      <dl className="facts fields">
        {fields.map(({ name, means }) => (
          <div key={name}>
            <dt>
              <code>{`{{${name}}}`}</code>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">
        With several demands, a paragraph or an item of a list that holds one of a demand’s own
        fields is written once for each demand. Where fewer than {SHOWN_FROM} have signed, the copy
        says so and gives neither number nor rank. Signers’ names and addresses never leave.
      </p>
    </details>
  );
}
