/** The fields of a demand's words, and the form of a translation. */
import * as f from "../../pages/read-form.ts";
import { demandProblems as say } from "../../words/organise/demands.ts";
import { formWords } from "../../words/organise-forms.ts";
import {
  ADDRESSEE_MAX,
  BODY_MAX,
  SUMMARY_MAX,
  TITLE_MAX,
  TRANSLATOR_MAX,
  type Words,
} from "../words.ts";

export const englishFields = {
  title: f.text(TITLE_MAX, {
    ...{ empty: say.titleEmpty, long: say.titleLong(TITLE_MAX), odd: say.titleOdd },
  }),
  summary: f.text(SUMMARY_MAX, {
    ...{ empty: say.summaryEmpty, long: say.summaryLong(SUMMARY_MAX), odd: say.summaryOdd },
  }),
  body: f.markdown(BODY_MAX, {
    ...{ empty: say.bodyEmpty, long: say.bodyLong(BODY_MAX), odd: say.bodyOdd },
  }),
  addressee: f.text(ADDRESSEE_MAX, {
    empty: say.addresseeEmpty,
    long: say.addresseeLong(ADDRESSEE_MAX),
    odd: say.addresseeOdd,
  }),
};

export const translationFields = {
  ...englishFields,
  translated_by: f.text(TRANSLATOR_MAX, {
    long: say.translatorLong(TRANSLATOR_MAX),
    odd: say.translatorOdd,
  }),
};

export type TypedWords = f.TypedIn<typeof translationFields>;
export type WordsProblems = f.ProblemsIn<typeof translationFields, string>;

/** @returns the words, or what is wrong, with what was typed */
export function readWordsForm(fields: URLSearchParams) {
  const { typed, problems, values } = f.readForm(fields, translationFields, formWords.repeated);
  if (!values) return { typed, problems };
  const { translated_by, ...text } = values;
  const words: Words = { ...text, translatedBy: translated_by || null };
  return { typed, words };
}

export const typedWords = (words: Words | undefined): TypedWords => ({
  title: words?.title ?? "",
  summary: words?.summary ?? "",
  body: words?.body ?? "",
  addressee: words?.addressee ?? "",
  translated_by: words?.translatedBy ?? "",
});
