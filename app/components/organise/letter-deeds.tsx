/** The buttons of a letter: the deeds that its state allows. */
import type { LetterState } from "#db/schema.ts";

import type { RefusedReason } from "../../letters/letter-form.ts";
import { REASON_MAX } from "../../letters/letter.ts";
import { deedNames, letterDeeds, refusalOf } from "../../letters/life.ts";
import { formWords, letterWords } from "../../words/organise-forms.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { Field } from "../field.tsx";
import { DeedButton } from "./organise-page.tsx";
import { href } from "../../paths.ts";

/**
 * @param props.recent members left out because they had a letter lately
 * @param props.refused the reason for writing to them all the same that was not taken
 */
export function LetterDeeds(props: {
  letter: { id: number; state: LetterState };
  recent: number;
  refused: RefusedReason | undefined;
}) {
  const { letter, recent, refused } = props;
  const action = href("/organise/letters/:id", { id: letter.id });
  const allowed = deedNames.filter((name) => !refusalOf(name, letter.state));
  return (
    <div className="together">
      {allowed.map((name) => {
        const { label, style } = letterDeeds[name].button;
        if (name === "send") return <Send key={name} {...{ action, label, recent, refused }} />;
        if (name === "revise")
          return (
            <a key={name} className={`button ${style}`} href={`${action}/edit`}>
              {label}
            </a>
          );
        return (
          <DeedButton
            key={name}
            action={action}
            intent={name}
            {...(style ? { className: style } : {})}
          >
            {label}
          </DeedButton>
        );
      })}
    </div>
  );
}

function Send(props: {
  action: string;
  label: string;
  recent: number;
  refused: RefusedReason | undefined;
}) {
  const { action, label, recent, refused } = props;
  const problems = refused?.problems ?? {};
  return (
    <form method="post" action={action} noValidate>
      <ErrorSummary title={letterWords.notSent} problems={problems} note={formWords.kept} />
      {(recent > 0 || refused) && (
        <Field
          name="override_reason"
          label="To write to those left out as well, give a reason"
          hint="It is kept in the audit log. Leave it empty to leave them out."
          problem={problems.override_reason}
        >
          <input maxLength={REASON_MAX} defaultValue={refused?.typed.override_reason} />
        </Field>
      )}
      <button name="intent" value="send">
        {label}
      </button>
    </form>
  );
}
