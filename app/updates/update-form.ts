/** The form that an update is written with: English first, and each other language whole or not at all. */
import type { LocaleCode } from "#db/schema.ts";
import type { UpdateText, UpdateTexts } from "#emails/message.ts";

import * as f from "../pages/read-form.ts";
import { formWords } from "../words/organise-forms.ts";
import { updateFormWords as say, updateWords } from "../words/organise/updates.ts";
import { BODY_MAX, type Draft, PER_HOUR, PER_HOUR_MAX, REASON_MAX, SUBJECT_MAX } from "./update.ts";

/** What can be chosen. */
export type DemandChoices = readonly { id: number; slug: string; title: string }[];

/** As many as an update's row holds. */
const DEMANDS_MAX = 50;

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

/** In another language subject and text come together. */
const together = (field: ReturnType<typeof subject>, other: string, problem: string) =>
  f.checked(field, (typed, fields) =>
    typed === "" && (fields.get(other) ?? "").trim() !== "" ? problem : undefined,
  );

const others = ["uk", "kk", "ru"] as const satisfies readonly LocaleCode[];

const formFor = (demands: DemandChoices) => ({
  demand: f.list(
    f.parsed((slug) => demands.find((one) => one.slug === slug) ?? { problem: say.demandGone }),
    { least: 1, few: say.noDemand, most: DEMANDS_MAX, problem: say.demandGone },
  ),
  subject: subject(say.subjectEmpty),
  body: body(say.bodyEmpty),
  subject_uk: together(subject(), "body_uk", say.subjectOther),
  body_uk: together(body(), "subject_uk", say.bodyOther),
  subject_kk: together(subject(), "body_kk", say.subjectOther),
  body_kk: together(body(), "subject_kk", say.bodyOther),
  subject_ru: together(subject(), "body_ru", say.subjectOther),
  body_ru: together(body(), "subject_ru", say.bodyOther),
  per_hour: f.number(1, PER_HOUR_MAX, say.perHour(PER_HOUR_MAX), PER_HOUR),
});

type Fields = ReturnType<typeof formFor>;
export type TypedUpdate = f.TypedIn<Fields>;
export type UpdateProblems = f.ProblemsIn<Fields, string>;

/** What a form says so far in a language. */
export function textIn(typed: TypedUpdate, locale: LocaleCode): UpdateText {
  if (locale === "en") return { subject: typed.subject, body: typed.body };
  return { subject: typed[`subject_${locale}`], body: typed[`body_${locale}`] };
}

/** @returns the draft, or what is wrong, with what was typed */
export function readUpdateForm(
  fields: URLSearchParams,
  demands: DemandChoices,
): { draft: Draft; typed: TypedUpdate } | { problems: UpdateProblems; typed: TypedUpdate } {
  const { typed, problems, values } = f.readForm(fields, formFor(demands), formWords.repeated);
  if (!values) return { problems, typed };
  const texts: UpdateTexts = { en: { subject: values.subject, body: values.body } };
  for (const locale of others) {
    const text = { subject: values[`subject_${locale}`], body: values[`body_${locale}`] };
    if (text.body !== "") texts[locale] = text;
  }
  const demandIds = values.demand.map(({ id }) => id).sort((a, b) => a - b);
  return { draft: { texts, demandIds, perHour: values.per_hour }, typed };
}

/** The form as it is shown for these words. */
export function typedOf(
  { texts, demandIds, perHour }: Omit<Draft, "perHour"> & { perHour: number | string },
  demands: DemandChoices,
): TypedUpdate {
  return {
    ...texts.en,
    ...{ subject_uk: texts.uk?.subject ?? "", body_uk: texts.uk?.body ?? "" },
    ...{ subject_kk: texts.kk?.subject ?? "", body_kk: texts.kk?.body ?? "" },
    ...{ subject_ru: texts.ru?.subject ?? "", body_ru: texts.ru?.body ?? "" },
    demand: demands.filter(({ id }) => demandIds.includes(id)).map(({ slug }) => slug),
    per_hour: String(perHour),
  };
}

const reasonForm = {
  override_reason: f.text(REASON_MAX, {
    long: updateWords.reasonLong(REASON_MAX),
    odd: updateWords.reasonOdd,
  }),
};

/** Why people are written to again within a week; empty where nobody gives a reason. */
export function readReason(fields: URLSearchParams) {
  const { typed, problems, values } = f.readForm(fields, reasonForm, formWords.repeated);
  return values ? { reason: values.override_reason } : { typed, problems };
}
export type RefusedReason = Extract<ReturnType<typeof readReason>, { problems: unknown }>;
