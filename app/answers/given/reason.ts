/** Why something is not published, or not any more. */
import * as f from "../../pages/read-form.ts";
import { formWords } from "../../words/organise-forms.ts";
import { decideWords as say } from "../../words/organise/answers.ts";

const REASON_MAX = 500;
const odd = say.reasonOdd(REASON_MAX);
const form = { reason: f.text(REASON_MAX, { empty: say.reasonEmpty, long: odd, odd }) };

export type TypedReason = f.TypedIn<typeof form>;
export type ReasonProblems = f.ProblemsIn<typeof form, string>;

export function readReason(
  fields: URLSearchParams,
): { reason: string; typed: TypedReason } | { typed: TypedReason; problems: ReasonProblems } {
  const { typed, problems, values } = f.readForm(fields, form, formWords.repeated);
  return values ? { reason: values.reason, typed } : { typed, problems };
}
