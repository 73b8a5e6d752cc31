/** The form with which an office says how often to write, whether or not it answers. */
import type { CadenceProblems, TypedCadence } from "../../letters/cadence/cadence-form.ts";
import { useSite } from "../../pages/site.tsx";
import { ErrorSummary, worded } from "../error-summary.tsx";
import { CadenceFields } from "./cadence-fields.tsx";

/** The `intent` that tells it from the answer. */
export const CADENCE = "cadence";

export function CadenceForm(props: {
  action: string;
  typed: TypedCadence;
  problems: CadenceProblems;
}) {
  const { action, typed, problems } = props;
  const { words } = useSite();
  return (
    <form method="post" action={action} noValidate className="answer-form">
      <ErrorSummary problems={worded(problems, words.problems)} note={words.problems.kept} />
      <CadenceFields typed={typed} problems={problems} />
      <button name="intent" value={CADENCE} className="quiet">
        {words.cadence.button}
      </button>
    </form>
  );
}
