/** The form that gives a list: for which demand, in which language, and on which basis its people are written to. */
import * as form from "../../pages/read-form.ts";
import { locales } from "../../words/locale.ts";
import { formWords } from "../../words/organise-forms.ts";
import { listsWords as words } from "../../words/organise/lists.ts";
import { PER_HOUR, PER_HOUR_MAX } from "./list.ts";

export const BASIS_MAX = { collector: 120, collected: 60, wording: 500 } as const;

const line = (most: number, empty: string) =>
  form.text(most, { empty, long: words.long(most), odd: words.odd });

const formFor = (demands: readonly { id: number; slug: string }[]) => ({
  demand: form.parsed(
    (slug) => demands.find((one) => one.slug === slug) ?? { problem: words.noDemand },
  ),
  locale: form.choice(locales, words.noLocale),
  per_hour: form.number(1, PER_HOUR_MAX, words.perHourWrong(PER_HOUR_MAX), String(PER_HOUR)),
  collector: line(BASIS_MAX.collector, words.collectorEmpty),
  collected: line(BASIS_MAX.collected, words.collectedEmpty),
  wording: line(BASIS_MAX.wording, words.wordingEmpty),
});

type ListFields = ReturnType<typeof formFor>;
export type TypedList = form.TypedIn<ListFields>;
export type ListWish = form.ValuesOf<ListFields>;
export type ListProblems = Partial<Record<keyof ListFields | "file", string>>;

export const nothingTyped: TypedList = {
  ...{ demand: "", locale: "en", per_hour: String(PER_HOUR) },
  ...{ collector: "", collected: "", wording: "" },
};

export const readListForm = (
  fields: URLSearchParams,
  demands: readonly { id: number; slug: string }[],
) => form.readForm(fields, formFor(demands), formWords.repeated);
