/** That a member asked not to be written to, and the form in which an organiser says so. */
import * as f from "../pages/read-form.ts";
import { dayOf } from "../words/format.ts";
import { formWords } from "../words/organise-forms.ts";
import { doNotWriteWords as say } from "../words/organise/members.ts";

export interface DoNotWrite {
  /** For organisers alone. */
  reason: string;
  /** `YYYY-MM-DD` */
  askedOn: string;
}

const REASON_MAX = 500;

const formFor = (today: string) => ({
  reason: f.text(REASON_MAX, {
    empty: say.reasonEmpty,
    long: say.reasonLong(REASON_MAX),
    odd: say.reasonOdd,
  }),
  asked_on: f.day(today, say.day),
});

type Fields = ReturnType<typeof formFor>;
export type TypedDoNotWrite = f.TypedIn<Fields>;
export type DoNotWriteProblems = f.ProblemsIn<Fields, string>;

export function readDoNotWrite(
  fields: URLSearchParams,
  now: Date,
):
  | { wish: DoNotWrite; typed: TypedDoNotWrite }
  | { typed: TypedDoNotWrite; problems: DoNotWriteProblems } {
  const { typed, problems, values } = f.readForm(fields, formFor(dayOf(now)), formWords.repeated);
  if (!values) return { typed, problems };
  return { wish: { reason: values.reason, askedOn: values.asked_on }, typed };
}

/** Beside another organiser's; undefined where the member may be written to. */
export const linesOfDoNotWrite = (one: DoNotWrite | undefined) => [
  { label: say.title, text: one ? one.reason : say.stands },
  { label: say.askedOn, text: one?.askedOn ?? "" },
];
