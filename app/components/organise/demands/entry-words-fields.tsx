/** The words of an entry: English first, and each language that the demand has beside it. */
import type { LocaleCode } from "#db/schema.ts";

import { entryWords, lifeFormWords } from "../../../words/organise/demand-life.ts";
import { languageNames } from "../../../words/organise/demands.ts";
import { Field, FieldSet } from "../../field.tsx";

/** @param props.subject whether it has a headline; else it is a note */
export function EntryWordsFields(props: {
  subject: boolean;
  languages: readonly LocaleCode[];
  typed: Readonly<Record<string, string | undefined>>;
  problems: Readonly<Partial<Record<string, string>>>;
}) {
  const { subject, languages, typed, problems } = props;
  return (
    <div className="languages-beside">
      {languages.map((locale) => {
        const isEnglish = locale === "en";
        const name = (field: string) => (isEnglish ? field : `${field}_${locale}`);
        const bodyLabel = subject ? entryWords.body : lifeFormWords.note;
        const hint = subject ? entryWords.bodyHint : lifeFormWords.noteHint;
        return (
          <FieldSet key={locale} legend={languageNames[locale]}>
            {!isEnglish && <p className="hint">{entryWords.otherHint}</p>}
            {subject && (
              <Field
                name={name("subject")}
                label={entryWords.subject}
                problem={problems[name("subject")]}
              >
                <input lang={locale} required={isEnglish} defaultValue={typed[name("subject")]} />
              </Field>
            )}
            <Field
              name={name("body")}
              label={bodyLabel}
              hint={isEnglish ? hint : undefined}
              problem={problems[name("body")]}
            >
              <textarea
                className={subject ? undefined : "few-lines"}
                lang={locale}
                defaultValue={typed[name("body")]}
              />
            </Field>
          </FieldSet>
        );
      })}
    </div>
  );
}
