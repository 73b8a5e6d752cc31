/** The form that asks for an export: of which demands, for whom, and why. */
import * as form from "../../pages/read-form.ts";
import { formWords } from "../../words/organise-forms.ts";
import { supportersWords as words } from "../../words/organise/supporters.ts";

export const RECIPIENT_MAX = 120;
export const REASON_MAX = 500;

const formFor = (demands: readonly { id: number; slug: string }[]) => ({
  demand: form.list(
    form.parsed((slug) => demands.find((one) => one.slug === slug) ?? { problem: words.noDemand }),
    { least: 1, few: words.noDemand, most: demands.length, problem: words.noDemand },
  ),
  recipient: form.text(RECIPIENT_MAX, {
    empty: words.recipientEmpty,
    long: words.long(RECIPIENT_MAX),
    odd: words.odd,
  }),
  reason: form.text(REASON_MAX, {
    empty: words.reasonEmpty,
    long: words.long(REASON_MAX),
    odd: words.odd,
  }),
});

type ExportFields = ReturnType<typeof formFor>;
export type TypedExport = form.TypedIn<ExportFields>;
export type ExportProblems = form.ProblemsIn<ExportFields, string>;

export const nothingTyped: TypedExport = { demand: [], recipient: "", reason: "" };

export const readExportForm = (
  fields: URLSearchParams,
  demands: readonly { id: number; slug: string }[],
) => form.readForm(fields, formFor(demands), formWords.repeated);
