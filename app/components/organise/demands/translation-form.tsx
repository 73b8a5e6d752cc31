/** A translation beside the English it is made from. */
import type { LocaleCode } from "#db/schema.ts";

import { TRANSLATOR_MAX } from "../../../demands/words.ts";
import type { TypedWords, WordsProblems } from "../../../demands/writing/words-form.ts";
import { demandLabels, demandProblems, languageNames } from "../../../words/organise/demands.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DemandPreview, type Preview } from "./demand-preview.tsx";
import { EnglishWords } from "./english-words.tsx";
import { TextFields } from "./text-fields.tsx";

export interface TranslationFormProps {
  action: string;
  locale: LocaleCode;
  english: { title: string; summary: string; body: string; addressee: string };
  typed: TypedWords;
  problems: WordsProblems;
  version: string;
  preview: Preview;
}

/** Buttons elsewhere on the page send the form by this id. */
export const TRANSLATION_FORM = "translation-form";

/** @param props.isTypedOver somebody else has kept other words meanwhile */
export function TranslationForm(
  props: TranslationFormProps & { mayChange: boolean; isTypedOver: boolean },
) {
  const { action, locale, english, typed, problems, version, preview } = props;
  const { mayChange, isTypedOver } = props;
  if (!mayChange)
    return (
      <div className="beside">
        <EnglishWords {...english} />
        <DemandPreview {...preview} lang={locale} />
      </div>
    );
  return (
    <form
      method="post"
      action={action}
      noValidate
      id={TRANSLATION_FORM}
      data-live="show"
      data-part="preview"
    >
      <HiddenFields fields={{ version }} />
      <ErrorSummary title={demandProblems.notKept} problems={problems} note={formWords.kept} />
      <div className="beside three">
        <EnglishWords {...english} />
        <div className="typed">
          <h2>{languageNames[locale]}</h2>
          <TextFields typed={typed} problems={problems} lang={locale} />
          <Field
            name="translated_by"
            label={demandLabels.translatedBy}
            hint="Shown in public. Empty: nobody is named."
            problem={problems.translated_by}
          >
            <input maxLength={TRANSLATOR_MAX} defaultValue={typed.translated_by} />
          </Field>
          <p className="together">
            <button type="submit">
              {isTypedOver ? "Keep mine instead" : "Keep the translation"}
            </button>
            <button type="submit" name="intent" value="show" className="quiet">
              Show
            </button>
          </p>
        </div>
        <DemandPreview {...preview} lang={locale} />
      </div>
    </form>
  );
}
