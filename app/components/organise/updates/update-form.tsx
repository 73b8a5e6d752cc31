/** The form that an update is written with, in each language; the mails stand beside it. */
import type { LocaleCode } from "#db/schema.ts";

import { BODY_MAX, PER_HOUR_MAX, SUBJECT_MAX } from "../../../updates/update.ts";
import type { DemandChoices, TypedUpdate, UpdateProblems } from "../../../updates/update-form.ts";
import { locales } from "../../../words/locale.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { languageNames } from "../../../words/organise/demands.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { CheckField, Field, FieldSet } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { type ShownMail, UpdatePreview } from "./update-preview.tsx";

export interface UpdateFormProps {
  action: string;
  demands: DemandChoices;
  typed: TypedUpdate;
  problems: UpdateProblems;
  /** Of the draft that is changed; undefined for a new one. */
  version?: string | undefined;
  preview: readonly ShownMail[];
}

/** @param props.keep what the button that keeps it says */
export function UpdateForm(props: UpdateFormProps & { keep?: string }) {
  const { action, demands, typed, problems, version, preview, keep = t.keep } = props;
  return (
    <form
      method="post"
      action={action}
      noValidate
      className="composer"
      data-live="show"
      data-part="preview"
    >
      <div className="written">
        {version !== undefined && <HiddenFields fields={{ version }} />}
        <ErrorSummary title={t.notKept} problems={problems} note={formWords.kept} />
        <FieldSet name="demand" legend={t.demands} problem={problems.demand}>
          <p className="hint">{t.demandsHint}</p>
          {demands.map(({ slug, title }) => (
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
        {locales.map((locale) => (
          <WordFields key={locale} {...{ locale, typed, problems }} />
        ))}
        <FieldSet legend={t.pace}>
          <Field name="per_hour" label={t.perHour} hint={t.perHourHint} problem={problems.per_hour}>
            <input
              type="number"
              min={1}
              max={PER_HOUR_MAX}
              className="short"
              defaultValue={typed.per_hour}
            />
          </Field>
        </FieldSet>
        <p className="together">
          <button type="submit">{keep}</button>
        </p>
      </div>
      <aside className="sample" aria-label={t.preview} tabIndex={0}>
        <button name="intent" value="show" className="quiet">
          {t.show}
        </button>
        <UpdatePreview mails={preview} />
      </aside>
    </form>
  );
}

function WordFields(props: { locale: LocaleCode; typed: TypedUpdate; problems: UpdateProblems }) {
  const { locale, typed, problems } = props;
  const isEnglish = locale === "en";
  const [subject, body] = isEnglish
    ? (["subject", "body"] as const)
    : ([`subject_${locale}`, `body_${locale}`] as const);
  return (
    <FieldSet legend={languageNames[locale]}>
      {!isEnglish && <p className="hint">{t.otherHint}</p>}
      <Field name={subject} label={t.subject} problem={problems[subject]}>
        <input
          lang={locale}
          required={isEnglish}
          maxLength={SUBJECT_MAX}
          defaultValue={typed[subject]}
        />
      </Field>
      <Field
        name={body}
        label={t.body}
        hint={isEnglish ? t.bodyHint : undefined}
        problem={problems[body]}
      >
        <textarea
          rows={isEnglish ? 12 : 8}
          lang={locale}
          required={isEnglish}
          maxLength={BODY_MAX}
          defaultValue={typed[body]}
        />
      </Field>
    </FieldSet>
  );
}
