/** The words of an entry as a form has them: English, and each other language whole or not at all. */
import type { UpdateKind } from "#db/schema.ts";

import * as f from "../../pages/read-form.ts";
import { entryWords as say, lifeFormWords } from "../../words/organise/demand-life.ts";
import { dayOf } from "../../words/format.ts";
import { formWords } from "../../words/organise-forms.ts";
import {
  type EntryText,
  type EntryWords,
  isStep,
  isWritten,
  type NewEntry,
  type OtherLocale,
  otherLocales,
  writtenKinds,
} from "./entry.ts";

export const SUBJECT_MAX = 200;
const BODY_MAX = 20_000;
const LINK_MAX = 500;

const subject = (empty?: string) =>
  f.text(SUBJECT_MAX, {
    ...(empty !== undefined && { empty }),
    ...{ long: say.subjectLong(SUBJECT_MAX), odd: say.subjectOdd },
  });
const body = (empty?: string) =>
  f.markdown(BODY_MAX, {
    ...(empty !== undefined && { empty }),
    ...{ long: say.bodyLong(BODY_MAX), odd: say.bodyOdd },
  });

/** A page of Hansard for one day: its own address, not the way to all of it. */
const HANSARD = /^https:\/\/hansard\.parliament\.uk\/(?:commons|lords)\/\d{4}-\d{2}-\d{2}\/\S+$/i;
const isInHansard = (address: string) => new URL(address).hostname === "hansard.parliament.uk";

const isWebAddress = (text: string) => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);

/** @param isNeeded whether a form with these fields has to have one, which proves what it says */
export const link = (isNeeded: (fields: URLSearchParams) => boolean = () => false) =>
  f.checked(
    f.text(LINK_MAX, { long: lifeFormWords.linkForm, odd: lifeFormWords.linkForm }),
    (typed, fields) => {
      if (typed === "") return isNeeded(fields) ? lifeFormWords.linkMissing : undefined;
      if (!isWebAddress(typed)) return lifeFormWords.linkForm;
      if (!isNeeded(fields) || !isInHansard(typed)) return undefined;
      return HANSARD.test(typed) ? undefined : lifeFormWords.linkHansard;
    },
  );

const isFilled = (fields: URLSearchParams, name: string) => (fields.get(name) ?? "").trim() !== "";

/** In another language the headline and the text come together. */
const together = (field: ReturnType<typeof subject>, other: string, problem: string) =>
  f.checked(field, (typed, fields) =>
    typed === "" && isFilled(fields, other) ? problem : undefined,
  );

/** The words of any entry; a step's may be empty. */
export const entryTexts = { subject: subject(), body: body() };

const otherFields = {
  subject_uk: together(subject(), "body_uk", say.subjectOther),
  body_uk: together(body(), "subject_uk", say.bodyOther),
  subject_kk: together(subject(), "body_kk", say.subjectOther),
  body_kk: together(body(), "subject_kk", say.bodyOther),
  subject_ru: together(subject(), "body_ru", say.subjectOther),
  body_ru: together(body(), "subject_ru", say.bodyOther),
};

/** Of a note on a step: it may be empty, but not in English alone. */
const note = () =>
  f.checked(body(), (typed, fields) =>
    typed === "" && otherLocales.some((locale) => isFilled(fields, `body_${locale}`))
      ? lifeFormWords.noteEmpty
      : undefined,
  );
export const noteFields = { body: note(), body_uk: body(), body_kk: body(), body_ru: body() };

export type WordValues = {
  [name in "subject" | "body" | `${"subject" | "body"}_${OtherLocale}` | "source_url"]?: string;
};

/** What can be said of an entry of that kind. @param today the latest day, `YYYY-MM-DD` */
function formFor(kind: UpdateKind | undefined, today: string) {
  const occurred_on = f.day(today, lifeFormWords.dateForm);
  if (kind === undefined || isWritten(kind))
    return {
      ...{ kind: f.choice(writtenKinds, say.kindMissing), occurred_on },
      ...{ subject: subject(say.subjectEmpty), body: body(say.bodyEmpty), source_url: link() },
      ...otherFields,
    };
  return isStep(kind)
    ? { source_url: link(), ...noteFields }
    : { occurred_on, source_url: link(), ...noteFields };
}

/** The names of its fields. */
export const entryFields = (kind: UpdateKind | undefined): string[] =>
  Object.keys(formFor(kind, ""));

/** What a form that was read says in all languages. */
export function wordsIn(values: WordValues): EntryWords {
  const others: Partial<Record<OtherLocale, EntryText>> = {};
  for (const locale of otherLocales) {
    const text = {
      subject: values[`subject_${locale}`] ?? "",
      body: values[`body_${locale}`] ?? "",
    };
    if (text.subject + text.body !== "") others[locale] = text;
  }
  return {
    english: { subject: values.subject ?? "", body: values.body ?? "" },
    others,
    sourceUrl: values.source_url || null,
  };
}

/** What a form begins with that changes an entry. */
export function typedOf({ english, others, sourceUrl }: EntryWords): Record<string, string> {
  return {
    ...{ ...english, source_url: sourceUrl ?? "" },
    ...Object.fromEntries(
      otherLocales.flatMap((locale) => [
        [`subject_${locale}`, others[locale]?.subject ?? ""],
        [`body_${locale}`, others[locale]?.body ?? ""],
      ]),
    ),
  };
}

export type TypedEntry = Record<string, string>;
export type EntryProblems = Partial<Record<string, string>>;

/**
 * @param kind of the entry that is changed: a step and an outcome stay what they are, and need no headline;
 *   undefined for a new one
 */
export function readEntry(
  fields: URLSearchParams,
  {
    kind,
    occurredOn,
  }: { kind: UpdateKind; occurredOn: string } | { kind?: undefined; occurredOn?: undefined },
  now: Date,
): { typed: TypedEntry; problems: EntryProblems; entry: NewEntry | undefined } {
  const form: f.Form = formFor(kind, dayOf(now));
  const read = f.readForm(fields, form, formWords.repeated);
  const typed = read.typed as TypedEntry;
  if (!read.values) return { typed, problems: read.problems, entry: undefined };
  const values = read.values as WordValues & { kind?: UpdateKind; occurred_on?: string };
  const entry = {
    kind: values.kind ?? kind!,
    occurredOn: values.occurred_on ?? occurredOn!,
    ...wordsIn(values),
  };
  return { typed, problems: {}, entry };
}
