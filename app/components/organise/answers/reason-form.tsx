/** Keeps an answer off the site, or takes it off, with a reason. */
import type { ReasonProblems, TypedReason } from "../../../answers/given/reason.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { decideWords as t } from "../../../words/organise/answers.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";

const buttons = { "keep-back": t.keepBack, "take-down": t.takeDown };
const hints = { "keep-back": t.keepBackHint, "take-down": t.takeDownHint };

/** @param props.intents what can be done now; nothing is shown without one */
export function ReasonForm(props: {
  action: string;
  intents: readonly (keyof typeof buttons)[];
  version: string;
  /** In place of what is usually said of it. */
  hint?: string;
  typed: Partial<TypedReason>;
  problems: ReasonProblems;
}) {
  const { action, intents, version, hint, typed, problems } = props;
  if (intents.length === 0) return null;
  return (
    <section>
      <h2>{intents.length > 1 ? t.either : buttons[intents[0]!]}</h2>
      <form method="post" action={action} noValidate>
        {intents.map((intent) => (
          <p key={intent} className="hint">
            {hint ?? hints[intent]}
          </p>
        ))}
        <HiddenFields fields={{ version }} />
        <ErrorSummary title={t.notDone} problems={problems} note={formWords.kept} />
        <Field name="reason" label={t.reason} hint={t.reasonHint} problem={problems.reason}>
          <input required defaultValue={typed.reason} />
        </Field>
        <div className="together">
          {intents.map((intent) => (
            <button key={intent} name="intent" value={intent} className="quiet">
              {buttons[intent]}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}
