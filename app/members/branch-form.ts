/** The form in which an organiser says which party a label is a branch of. */
import * as f from "../pages/read-form.ts";
import { formWords } from "../words/organise-forms.ts";
import { partyWords as say } from "../words/organise/members.ts";

/** @param labels those that there are */
const formFor = (labels: readonly string[]) => ({
  label: f.choice(labels, say.unknown),
  parent: f.parsed((typed) => {
    if (typed === "") return { parent: null };
    return labels.includes(typed) ? { parent: typed } : { problem: say.unknown };
  }),
});

type Fields = ReturnType<typeof formFor>;
export type TypedBranch = f.TypedIn<Fields>;
export type BranchProblems = f.ProblemsIn<Fields, string>;

/** @returns no parent where the label stands for itself */
export function readBranch(
  fields: URLSearchParams,
  labels: readonly string[],
):
  | { label: string; parent: string | null; typed: TypedBranch }
  | { typed: TypedBranch; problems: BranchProblems } {
  const { typed, problems, values } = f.readForm(fields, formFor(labels), formWords.repeated);
  if (!values) return { typed, problems };
  return { label: values.label, parent: values.parent.parent, typed };
}

/** Beside another organiser's. */
export const linesOfBranch = (label: string, parent: string | null) => [
  { label: say.parentOf(label), text: parent ?? say.itself },
];
